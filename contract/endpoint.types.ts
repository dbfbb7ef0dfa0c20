/**
 * What the type check refuses of an endpoint, kept by the type check (`npm run check`): a line that must be
 * an error says so, and is an error where it is none. No program reads this file.
 */
import { endpoint, noContent } from './endpoint.ts';

const rest = { name: 'new', method: 'POST', summary: 'New.', status: 204 } as const;
const alone = { ...rest, output: noContent, path: '/api/new' } as const;
const ofProperty = { ...alone, path: '/api/properties/{propertyId}/new' } as const;

export const taken = [
  endpoint({ ...alone, level: 'full' }),
  endpoint({ ...ofProperty, level: 'full', role: 'owner' }),
];

export const refused = [
  // @ts-expect-error who may call it is not said
  endpoint(alone),
  // @ts-expect-error there is no such level
  endpoint({ ...alone, level: 'everybody' }),
  // @ts-expect-error the least role on the property is not said
  endpoint({ ...ofProperty, level: 'full' }),
  // @ts-expect-error a role on nothing
  endpoint({ ...alone, level: 'full', role: 'owner' }),
];
