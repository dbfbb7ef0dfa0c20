import { Body1, Button, Subtitle2 } from '@fluentui/react-components';
import { Component } from 'react';
import type { ReactNode } from 'react';
import { words } from '../words.ts';

/** A fault of ours in one view: said plainly, and the pane can be loaded again. */
export class Boundary extends Component<{ children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return (
      <main style={{ padding: 16, display: 'grid', gap: 12, justifyItems: 'start' }}>
        <Subtitle2 as="h1">{words.failure.nowhere}</Subtitle2>
        <Body1>{words.failure.nothingLost}</Body1>
        <Button appearance="primary" onClick={() => location.reload()}>
          {words.reload}
        </Button>
      </main>
    );
  }
}
