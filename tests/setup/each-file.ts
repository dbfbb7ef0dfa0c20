import { afterAll, afterEach } from 'vitest';
import { refuseChangedLanguage } from './language.ts';
import { endFile, endTest } from './when-done.ts';

afterEach(endTest);
afterAll(endFile);
afterAll(refuseChangedLanguage);
