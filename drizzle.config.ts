import { defineConfig } from 'drizzle-kit';

// `db:push` tells where the database is; `db:generate` needs none.
const credentials = process.env['DRIZZLE_CREDENTIALS'];

export default defineConfig({
  dialect: 'postgresql',
  schema: './server/db/schema.ts',
  out: './drizzle',
  ...(credentials === undefined ? {} : { dbCredentials: JSON.parse(credentials) }),
});
