import { afterAll, afterEach, expect } from 'vitest';
import { changedInLanguage } from './language.ts';
import { endFile, endTest } from './when-done.ts';

afterEach(endTest);
afterAll(endFile);
afterAll(() => expect(changedInLanguage()).toEqual([]));
