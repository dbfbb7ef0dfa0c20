CREATE TABLE "statement_closings" (
	"property_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"sub_meter_id" integer NOT NULL,
	"boundary" date NOT NULL,
	"date" date NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "statement_closings_property_id_number_sub_meter_id_pk" PRIMARY KEY("property_id","number","sub_meter_id")
);
--> statement-breakpoint
CREATE TABLE "statement_mails" (
	"property_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"mailing_id" uuid NOT NULL,
	"mail_id" uuid NOT NULL,
	"email" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"user_id" uuid,
	"state" text NOT NULL,
	CONSTRAINT "statement_mails_property_id_number_mailing_id_pk" PRIMARY KEY("property_id","number","mailing_id")
);
--> statement-breakpoint
CREATE TABLE "statements" (
	"property_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"change_set_id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"tenancy_id" integer,
	"kind" text NOT NULL,
	"period_end" date NOT NULL,
	"cut_off" date NOT NULL,
	"listed" text NOT NULL,
	"document" text NOT NULL,
	"stated" text NOT NULL,
	"voided_at" timestamp with time zone,
	"void_reason" text,
	"void_change_set_id" uuid,
	CONSTRAINT "statements_property_id_number_pk" PRIMARY KEY("property_id","number")
);
--> statement-breakpoint
ALTER TABLE "statement_closings" ADD CONSTRAINT "statement_closings_statement" FOREIGN KEY ("property_id","number") REFERENCES "public"."statements"("property_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_mails" ADD CONSTRAINT "statement_mails_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statement_mails" ADD CONSTRAINT "statement_mails_statement" FOREIGN KEY ("property_id","number") REFERENCES "public"."statements"("property_id","number") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "statements" ADD CONSTRAINT "statements_property_id_properties_property_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("property_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "statements_issue" ON "statements" USING btree ("property_id","change_set_id");--> statement-breakpoint
CREATE INDEX "statements_period" ON "statements" USING btree ("property_id","period_end");--> statement-breakpoint
CREATE UNIQUE INDEX "statements_standing" ON "statements" USING btree ("property_id","unit_id",coalesce("tenancy_id", 0),"period_end") WHERE "statements"."voided_at" is null and "statements"."kind" = 'bill';