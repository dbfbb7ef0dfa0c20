import { afterAll, afterEach } from 'vitest';
import { endFile, endTest } from './when-done.ts';

afterEach(endTest);
afterAll(endFile);
