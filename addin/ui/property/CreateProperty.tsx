import { Field, Select, makeStyles } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { Property } from '../../../contract/properties.ts';
import { createProperty } from '../../flows/properties.ts';
import { Entry, Form } from '../account/Form.tsx';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { currencies, likelyCurrency } from './currencies.ts';

export interface CreatePropertyProps {
  readonly onCreated: (property: Property) => void;
}

const useStyles = makeStyles({ currency: { minWidth: 0, maxWidth: '100%' } });

export function CreateProperty({ onCreated }: CreatePropertyProps) {
  const styles = useStyles();
  const { ws, locale } = usePane();
  const task = useTask();
  const [name, setName] = useState('');
  const [currency, setCurrency] = useState(() => likelyCurrency(locale));
  const [isChecked, setIsChecked] = useState(false);
  const choices = useMemo(() => currencies(), []);
  const { property } = words;
  const fault = name.trim() === '' ? property.nameNeeded : null;

  const submit = async () => {
    setIsChecked(true);
    if (fault !== null) return;
    const input = { name: name.trim(), currency };
    const created = await task.run((options) => createProperty(ws, input, options));
    if (created) onCreated(created);
  };
  return (
    <>
      <Failed failure={task.failure} />
      <Form submit={property.create} isBusy={task.isRunning} onSubmit={() => void submit()}>
        <Entry
          label={property.name}
          placeholder={property.namePlaceholder}
          value={name}
          onValue={setName}
          maxLength={100}
          fault={isChecked ? fault : null}
        />
        <Field label={property.currency}>
          <Select
            className={styles.currency}
            value={currency}
            onChange={(_, data) => setCurrency(data.value)}
          >
            {choices.map(({ code, name: label }) => (
              <option key={code} value={code}>
                {code} · {label}
              </option>
            ))}
          </Select>
        </Field>
      </Form>
    </>
  );
}
