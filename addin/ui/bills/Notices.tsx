import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components';
import { sentenceOf } from '../../flows/words.ts';
import { usePane } from '../pane-context.ts';
import { billsWords as said } from '../words/bills.ts';

interface NoticeProps {
  readonly intent: 'info' | 'warning';
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

function Notice({ intent, text, action, onAction }: NoticeProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{text}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onAction}>
          {action}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}

/** Why no bills can be made from the template. */
export function TemplateTrouble({ onMend }: { onMend: () => void }) {
  const { bills, formats } = usePane();
  const { checked = null, unreadable = null } = bills.opened ?? {};
  if (unreadable?.from === 'workbook') {
    const text = sentenceOf(unreadable.saying);
    const again = () => void bills.load();
    return <Notice intent="warning" text={text} action={said.templates.look} onAction={again} />;
  }
  if (!checked || checked.mistakes.length === 0) return null;
  const text = said.hasMistakes(checked.sheet, formats.count(checked.mistakes.length));
  return <Notice intent="warning" text={text} action={said.mend} onAction={onMend} />;
}

/** A bill of nobody, that says no way to pay it, is none yet. */
export function NoDetails({ onAdd }: { onAdd: () => void }) {
  const { property } = usePane().bills.opened ?? {};
  const { issuer, paymentDetails } = property?.settings.statements ?? {};
  if (property?.role !== 'owner' || issuer !== '' || paymentDetails !== '') return null;
  const { missing, add } = said.details;
  return <Notice intent="info" text={missing} action={add} onAction={onAdd} />;
}
