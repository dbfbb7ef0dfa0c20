import { Field, Radio, RadioGroup } from '@fluentui/react-components';
import { ROLES } from '../../../contract/endpoint.ts';
import type { Role } from '../../../contract/endpoint.ts';
import { roomWords } from '../words/rooms.ts';
import { ROLE_MAY, ROLE_WORDS } from '../words/sharing.ts';

export interface RoleFieldProps {
  readonly role: Role;
  readonly onRole: (role: Role) => void;
}

/** All three with what they may, side by side to be compared. */
export function RoleField({ role, onRole }: RoleFieldProps) {
  return (
    <Field label={roomWords.sharing.role}>
      <RadioGroup value={role} onChange={(_, { value }) => onRole(value as Role)}>
        {ROLES.map((one) => (
          <Radio
            key={one}
            value={one}
            label={`${ROLE_WORDS[one]}: ${ROLE_MAY[one]}`}
            // On the web office.js moves the focus itself at Tab, and would stop at each of them.
            tabIndex={one === role ? 0 : -1}
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
