import { Caption1 } from '@fluentui/react-components';
import { usePane } from '../pane-context.ts';
import { words } from '../words.ts';
import type { PropertyDraft } from './property-draft.ts';

/** Who bears the common part, and since when, for those who may only look. */
export function CommonLines({ lines }: { lines: PropertyDraft['commonPart'] }) {
  const { formats } = usePane();
  const said = words.propertySettings;
  return lines.map(({ from, split }) => (
    <Caption1 key={from} block>
      {said.common}, {from === '' ? said.always : `${said.from} ${formats.date(from)}`}:{' '}
      {said.splits[split]}
    </Caption1>
  ));
}
