/**
 * Imported before anything makes a schema: zod would try whether it may compile them, which the policy of
 * the page forbids and reports.
 */
import { config } from 'zod';

config({ jitless: true });
