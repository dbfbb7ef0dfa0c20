CREATE TABLE "adjustments" (
	"property_id" uuid NOT NULL,
	"adjustment_id" integer NOT NULL,
	"key" text NOT NULL,
	"unit_id" integer NOT NULL,
	"date" date NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"reason" text NOT NULL,
	"tenant" text,
	"reference" text,
	CONSTRAINT "adjustments_property_id_adjustment_id_pk" PRIMARY KEY("property_id","adjustment_id")
);
--> statement-breakpoint
CREATE TABLE "bases" (
	"property_id" uuid NOT NULL,
	"workbook_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"document" text NOT NULL,
	"stale" boolean DEFAULT false NOT NULL,
	CONSTRAINT "bases_property_id_workbook_id_kind_source_pk" PRIMARY KEY("property_id","workbook_id","kind","source")
);
--> statement-breakpoint
CREATE TABLE "bills" (
	"property_id" uuid NOT NULL,
	"period_end" date NOT NULL,
	"number" text NOT NULL,
	"number_key" text NOT NULL,
	"period_start" date,
	"total_kwh" numeric(14, 3) NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"not_passed_on" numeric(18, 4),
	"due_date" date,
	"note" text,
	CONSTRAINT "bills_property_id_period_end_number_key_pk" PRIMARY KEY("property_id","period_end","number_key")
);
--> statement-breakpoint
CREATE TABLE "change_sets" (
	"property_id" uuid NOT NULL,
	"change_set_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"user_id" uuid,
	"workbook_id" uuid,
	"workbook_name" text,
	"kind" text NOT NULL,
	"summary" jsonb,
	"rows" integer NOT NULL,
	"money_moved" integer NOT NULL,
	"undoes" uuid,
	"document" text NOT NULL,
	CONSTRAINT "change_sets_property_id_change_set_id_pk" PRIMARY KEY("property_id","change_set_id")
);
--> statement-breakpoint
CREATE TABLE "email_codes" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"code_hash" text NOT NULL,
	"tries_left" smallint NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"property_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "members_property_id_user_id_pk" PRIMARY KEY("property_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"property_id" uuid NOT NULL,
	"payment_id" integer NOT NULL,
	"key" text NOT NULL,
	"date" date NOT NULL,
	"amount" numeric(18, 4) NOT NULL,
	"unit_id" integer,
	"tenant" text,
	"reference" text,
	"period" text,
	"note" text,
	CONSTRAINT "payments_property_id_payment_id_pk" PRIMARY KEY("property_id","payment_id")
);
--> statement-breakpoint
CREATE TABLE "properties" (
	"property_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"currency" char(3) NOT NULL,
	"settings" jsonb NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"next_id" integer DEFAULT 1 NOT NULL,
	"archived_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "readings" (
	"property_id" uuid NOT NULL,
	"sub_meter_id" integer NOT NULL,
	"date" date NOT NULL,
	"role" text NOT NULL,
	"estimated" boolean DEFAULT false NOT NULL,
	"kwh" numeric(14, 3),
	"usage_kwh" numeric(14, 3),
	"previous_date" date,
	"previous_kwh" numeric(14, 3),
	"period" text,
	"note" text,
	"answer" text,
	CONSTRAINT "readings_property_id_sub_meter_id_date_role_pk" PRIMARY KEY("property_id","sub_meter_id","date","role"),
	CONSTRAINT "readings_kwh_or_usage" CHECK (("readings"."kwh" is null) <> ("readings"."usage_kwh" is null))
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"next" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sub_meters" (
	"property_id" uuid NOT NULL,
	"sub_meter_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"label" text NOT NULL,
	"label_key" text NOT NULL,
	"multiplier" numeric(12, 6) DEFAULT '1' NOT NULL,
	"digits" smallint,
	"note" text,
	CONSTRAINT "sub_meters_property_id_sub_meter_id_pk" PRIMARY KEY("property_id","sub_meter_id"),
	CONSTRAINT "sub_meters_label" UNIQUE("property_id","unit_id","label_key")
);
--> statement-breakpoint
CREATE TABLE "tenancies" (
	"property_id" uuid NOT NULL,
	"tenancy_id" integer NOT NULL,
	"unit_id" integer NOT NULL,
	"tenant" text NOT NULL,
	"tenant_key" text NOT NULL,
	"email" text,
	"moved_in" date,
	"moved_out" date,
	"note" text,
	CONSTRAINT "tenancies_property_id_tenancy_id_pk" PRIMARY KEY("property_id","tenancy_id"),
	CONSTRAINT "tenancies_key" UNIQUE NULLS NOT DISTINCT("property_id","unit_id","tenant_key","moved_in")
);
--> statement-breakpoint
CREATE TABLE "units" (
	"property_id" uuid NOT NULL,
	"unit_id" integer NOT NULL,
	"label" text NOT NULL,
	"label_key" text NOT NULL,
	CONSTRAINT "units_property_id_unit_id_pk" PRIMARY KEY("property_id","unit_id"),
	CONSTRAINT "units_label" UNIQUE("property_id","label_key")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"user_id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"email_verified_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_key_unique" UNIQUE("email_key")
);
--> statement-breakpoint
CREATE TABLE "workbooks" (
	"property_id" uuid NOT NULL,
	"workbook_id" uuid NOT NULL,
	"name" text,
	"last_push_id" uuid NOT NULL,
	"last_push_hash" text NOT NULL,
	"last_answer" text NOT NULL,
	"settled_revision" integer,
	"earlier_push_ids" uuid[] DEFAULT '{}' NOT NULL,
	CONSTRAINT "workbooks_property_id_workbook_id_pk" PRIMARY KEY("property_id","workbook_id")
);
--> statement-breakpoint
ALTER TABLE "adjustments" ADD CONSTRAINT "adjustments_property_id_unit_id_units_property_id_unit_id_fk" FOREIGN KEY ("property_id","unit_id") REFERENCES "public"."units"("property_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bases" ADD CONSTRAINT "bases_property_id_workbook_id_workbooks_property_id_workbook_id_fk" FOREIGN KEY ("property_id","workbook_id") REFERENCES "public"."workbooks"("property_id","workbook_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bills" ADD CONSTRAINT "bills_property_id_properties_property_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("property_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_sets" ADD CONSTRAINT "change_sets_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "change_sets" ADD CONSTRAINT "change_sets_property_id_properties_property_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("property_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_codes" ADD CONSTRAINT "email_codes_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "members_property_id_properties_property_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("property_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_property_id_unit_id_units_property_id_unit_id_fk" FOREIGN KEY ("property_id","unit_id") REFERENCES "public"."units"("property_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "readings" ADD CONSTRAINT "readings_property_id_sub_meter_id_sub_meters_property_id_sub_meter_id_fk" FOREIGN KEY ("property_id","sub_meter_id") REFERENCES "public"."sub_meters"("property_id","sub_meter_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sub_meters" ADD CONSTRAINT "sub_meters_property_id_unit_id_units_property_id_unit_id_fk" FOREIGN KEY ("property_id","unit_id") REFERENCES "public"."units"("property_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenancies" ADD CONSTRAINT "tenancies_property_id_unit_id_units_property_id_unit_id_fk" FOREIGN KEY ("property_id","unit_id") REFERENCES "public"."units"("property_id","unit_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_property_id_properties_property_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("property_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workbooks" ADD CONSTRAINT "workbooks_property_id_properties_property_id_fk" FOREIGN KEY ("property_id") REFERENCES "public"."properties"("property_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "adjustments_key" ON "adjustments" USING btree ("property_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "change_sets_revision" ON "change_sets" USING btree ("property_id","revision");--> statement-breakpoint
CREATE INDEX "members_user" ON "members" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "payments_key" ON "payments" USING btree ("property_id","key");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");