import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { BuildingRegular } from '@fluentui/react-icons';
import { useCallback, useState } from 'react';
import type { Property } from '../../../contract/properties.ts';
import { connect } from '../../flows/connect.ts';
import { listProperties } from '../../flows/properties.ts';
import { InvitationsHint } from '../invitations/InvitationsHint.tsx';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Folded } from '../shell/Folded.tsx';
import { Page } from '../shell/Page.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { useOpening, useTask } from '../use-task.ts';
import { words } from '../words.ts';
import { CreateProperty } from './CreateProperty.tsx';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  property: { width: '100%', justifyContent: 'flex-start', textAlign: 'left' },
  text: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Which property the workbook is the ledger of: one that is there, or a new one. */
export function ChooseProperty() {
  const { ws, go, formats, connection, setConnection, ledger, review, results } = usePane();
  const listing = useTask();
  const connecting = useTask();
  const [properties, setProperties] = useState<readonly Property[] | null>(null);
  const { run: runListing } = listing;
  const list = useCallback(async () => {
    const found = await runListing((options) => listProperties(ws, options));
    if (found) setProperties(found);
  }, [runListing, ws]);
  useOpening(list);

  const use = async (property: Property) => {
    const connected = await connecting.run((options) => connect(ws, property.id, options));
    if (!connected) return;
    if (connected.propertyId !== connection.propertyId) {
      review.forget();
      results.forget();
    }
    setConnection(connected);
    go(connected.hasMapping && !ledger.isCorrected ? 'home' : 'data');
  };
  const inUse = properties?.filter(({ archivedAt }) => archivedAt === null) ?? [];
  const archived = properties?.filter(({ archivedAt }) => archivedAt !== null) ?? [];
  const toSettings = { label: words.settings, onClick: () => go('settings') };
  const isFirst = connection.propertyId === null;
  return (
    <Page
      title={words.property.title}
      onBack={isFirst ? undefined : toSettings.onClick}
      other={isFirst ? toSettings : undefined}
    >
      <Body1>{words.property.why}</Body1>
      <Failed failure={listing.failure} onRetry={() => void list()} />
      <Failed failure={connecting.failure} />
      <Working task={listing} />
      {inUse.length > 0 && (
        <Section title={words.property.choose}>
          <Properties {...{ properties: inUse, isBusy: connecting.isRunning, use }} />
        </Section>
      )}
      {properties !== null && <InvitationsHint />}
      {properties !== null && (
        <Section title={inUse.length > 0 ? words.property.another : words.property.createTitle}>
          <CreateProperty onCreated={(property) => void use(property)} />
        </Section>
      )}
      {archived.length > 0 && (
        <Folded title={words.property.archived(formats.count(archived.length))}>
          {() => <Properties {...{ properties: archived, isBusy: connecting.isRunning, use }} />}
        </Folded>
      )}
      <Working task={connecting} />
    </Page>
  );
}

interface PropertiesProps {
  readonly properties: readonly Property[];
  readonly isBusy: boolean;
  readonly use: (property: Property) => Promise<void>;
}

function Properties({ properties, isBusy, use }: PropertiesProps) {
  const styles = useStyles();
  return (
    <ul className={styles.list}>
      {properties.map((property) => (
        <li key={property.id}>
          <Button
            className={styles.property}
            icon={<BuildingRegular />}
            disabledFocusable={isBusy}
            onClick={() => void use(property)}
          >
            <span className={styles.text}>
              <bdi>{property.name}</bdi>
              <Caption1 className={styles.quiet}>
                {property.currency}
                {property.role === 'viewer' && ` · ${words.property.viewer}`}
              </Caption1>
            </span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
