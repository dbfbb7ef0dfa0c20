import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Select,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import type { Property } from '../../../contract/properties.ts';
import type { ChangedProperty } from '../../flows/properties.ts';
import { changeProperty } from '../../flows/properties.ts';
import { Entry } from '../account/Form.tsx';
import type { Formats } from '../format.ts';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Working } from '../shell/Working.tsx';
import { useDraft } from '../use-draft.ts';
import { useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { many } from '../words/many.ts';
import { CommonPart } from './CommonPart.tsx';
import { currencies } from './currencies.ts';
import type { PropertyDraft } from './property-draft.ts';
import { changeOf, draftOf, faultsOf, hasFaults } from './property-draft.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  steps: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

/** Name, currency, reading window and common part; nothing happens before it is saved. */
export function PropertyForm({ property }: { property: Property }) {
  const styles = useStyles();
  const { formats } = usePane();
  const [edited, setEdited] = useDraft<PropertyDraft | null>('property', property.id, null);
  const [isChecked, setIsChecked] = useState(false);
  const { task, saved, save } = useSaving(property);
  const choices = useMemo(() => currencies(), []);
  const draft = edited ?? draftOf(property);
  const faults = faultsOf(draft);
  const isChanged = edited !== null && (hasFaults(faults) || changeOf(property, edited) !== null);
  const said = words.propertySettings;
  const edit = (change: Partial<PropertyDraft>) => setEdited({ ...draft, ...change });
  const submit = async () => {
    setIsChecked(true);
    if (hasFaults(faults)) return;
    if (await save(draft)) setEdited(null);
  };
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!task.isRunning) void submit();
      }}
    >
      <Entry
        label={said.name}
        value={draft.name}
        maxLength={100}
        onValue={(name) => edit({ name })}
        fault={faults.name ? words.property.nameNeeded : null}
      />
      <Field label={said.currency} hint={said.currencyFixed}>
        <Select value={draft.currency} onChange={(_, { value }) => edit({ currency: value })}>
          {choices.map(({ code, name }) => (
            <option key={code} value={code}>
              {code} · {name}
            </option>
          ))}
        </Select>
      </Field>
      <Entry
        label={said.window}
        hint={said.windowHow}
        inputMode="numeric"
        value={draft.readingWindowDays}
        onValue={(readingWindowDays) => edit({ readingWindowDays })}
        fault={faults.readingWindowDays ? said.windowNeeded : null}
      />
      <CommonPart
        lines={draft.commonPart}
        faults={isChecked ? faults.commonPart : []}
        onChange={(commonPart) => edit({ commonPart })}
      />
      <Failed failure={task.failure} />
      <Working task={task} canCancel={false} />
      {saved && !isChanged && <SavedBar saved={saved} formats={formats} />}
      {isChanged && (
        <div className={styles.steps}>
          <Button appearance="primary" type="submit" disabledFocusable={task.isRunning}>
            {said.save}
          </Button>
          <Button appearance="subtle" onClick={() => setEdited(null)}>
            {said.undo}
          </Button>
        </div>
      )}
    </form>
  );
}

function useSaving(property: Property) {
  const { ws, results, review, announce } = usePane();
  const task = useTask();
  const [saved, setSaved] = useState<ChangedProperty | null>(null);
  const save = async (draft: PropertyDraft): Promise<boolean> => {
    const change = changeOf(property, draft);
    if (change === null) return true;
    const done = await task.run((options) => changeProperty(ws, property.id, change, options));
    if (!done) return false;
    setSaved(done);
    announce(words.propertySettings.saved);
    review.markStale();
    await results.load();
    return true;
  };
  return { task, saved, save };
}

/** What changed, not just that it is saved. */
function SavedBar({ saved, formats }: { saved: ChangedProperty; formats: Formats }) {
  const said = words.propertySettings;
  const { moneyMoved } = saved;
  const tenants = many(formats.count(moneyMoved ?? 0), 'tenant', 'tenants');
  return (
    <MessageBar intent="success" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{said.saved}</MessageBarTitle>{' '}
        {moneyMoved !== null && (moneyMoved > 0 ? said.moved(tenants) : said.nothingMoved)}
      </MessageBarBody>
    </MessageBar>
  );
}
