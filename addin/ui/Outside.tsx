import { Body1, FluentProvider, Link, Subtitle2, webLightTheme } from '@fluentui/react-components';
import { words } from './words.ts';

/** The pane's address opened in a browser: nothing works here, and it says where it does. */
export function Outside() {
  return (
    <FluentProvider theme={webLightTheme}>
      <main style={{ padding: 24, display: 'grid', gap: 12, justifyItems: 'start' }}>
        <Subtitle2 as="h1">{words.outside}</Subtitle2>
        <Body1>{words.outsideHow}</Body1>
        <Link href="/try">{words.tryWithout}</Link>
      </main>
    </FluentProvider>
  );
}
