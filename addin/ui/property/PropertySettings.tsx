import { Body1, Caption1, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { usePane } from '../pane-context.ts';
import { Failed } from '../shell/Failed.tsx';
import { Section } from '../shell/Section.tsx';
import { Working } from '../shell/Working.tsx';
import { words } from '../words.ts';
import { ArchiveProperty } from './ArchiveProperty.tsx';
import { CommonLines } from './CommonLines.tsx';
import { PropertyForm } from './PropertyForm.tsx';
import { draftOf } from './property-draft.ts';

/** The property that the workbook is connected to; its owner can change it, the others see it. */
export function PropertySettings() {
  const { results: work, connection } = usePane();
  const { loading, load } = work;
  const property = work.results?.property;
  const isConnected = connection.propertyId !== null;
  const isKnown = property !== undefined;
  useEffect(() => {
    if (isConnected && !isKnown) void load();
  }, [isConnected, isKnown, load]);
  const [isDeleted, setIsDeleted] = useState(false);
  const said = words.propertySettings;
  if (!isConnected && !isDeleted) return null;
  if (!isConnected) {
    return (
      <Section title={said.title}>
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>{said.deleted}</MessageBarBody>
        </MessageBar>
      </Section>
    );
  }
  return (
    <Section title={said.title}>
      {!property && <Failed failure={loading.failure} onRetry={() => void load()} />}
      {!property && <Working task={loading} />}
      {property && property.archivedAt !== null && <Body1>{said.archived}</Body1>}
      {property?.role === 'owner' && (
        <>
          {property.archivedAt === null && <PropertyForm key={property.id} property={property} />}
          <ArchiveProperty property={property} onDeleted={() => setIsDeleted(true)} />
        </>
      )}
      {property && property.role !== 'owner' && (
        <>
          <Body1>
            <bdi>{property.name}</bdi> · {property.currency}
          </Body1>
          <CommonLines lines={draftOf(property).commonPart} />
          <Caption1>{said.ownerOnly}</Caption1>
        </>
      )}
    </Section>
  );
}
