import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useSyncExternalStore } from 'react';
import { words } from '../words.ts';

export function Offline() {
  if (useIsOnline()) return null;
  return (
    <header>
      <MessageBar intent="warning" layout="multiline">
        <MessageBarBody>{words.offline}</MessageBarBody>
      </MessageBar>
    </header>
  );
}

function useIsOnline(): boolean {
  return useSyncExternalStore(
    (tell) => {
      window.addEventListener('online', tell);
      window.addEventListener('offline', tell);
      return () => {
        window.removeEventListener('online', tell);
        window.removeEventListener('offline', tell);
      };
    },
    () => navigator.onLine,
  );
}
