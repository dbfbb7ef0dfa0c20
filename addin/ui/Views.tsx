import { Suspense, lazy, useEffect } from 'react';
import type { ComponentType } from 'react';
import { SignIn } from './account/SignIn.tsx';
import type { View } from './gate.ts';
import { usePane } from './pane-context.ts';
import { billsFlows, ledgerFlows, resultsFlows } from './later.ts';
import { ROOM_VIEWS } from './settings/room-views.ts';
import { Welcome } from './welcome/Welcome.tsx';

type Later = Exclude<View, 'welcome' | 'sign-in'>;

/** What comes after the first look is fetched once there is time, and is there then without a network. */
const LATER: Readonly<Record<Later, () => Promise<ComponentType>>> = {
  'sign-up': async () => (await import('./account/SignUp.tsx')).SignUp,
  verify: async () => (await import('./account/Verify.tsx')).Verify,
  totp: async () => (await import('./account/SecondStep.tsx')).SecondStep,
  property: async () => (await import('./property/ChooseProperty.tsx')).ChooseProperty,
  home: async () => (await import('./home/Home.tsx')).Home,
  data: async () => (await import('./data/Data.tsx')).Data,
  review: async () => (await import('./review/Review.tsx')).Review,
  results: async () => (await import('./results/ResultsView.tsx')).ResultsView,
  bills: async () => (await import('./bills/BillsView.tsx')).BillsView,
  history: async () => (await import('./history/History.tsx')).History,
  settings: async () => (await import('./settings/Settings.tsx')).Settings,
  ...ROOM_VIEWS,
};

/** Parts of views that come later still, and are wanted at once then. */
const PARTS = [() => import('./account/ResetPassword.tsx'), () => import('./account/StepUp.tsx')];

/** As React takes them in. */
const VIEWS = Object.fromEntries(
  Object.entries(LATER).map(([view, fetchView]) => [
    view,
    lazy(async () => ({ default: await fetchView() })),
  ]),
) as unknown as Readonly<Record<Later, ComponentType>>;

const FETCH_AFTER_MS = 1_000;

/** @param isInterruption the view stands in the way of another one, which comes back afterwards */
export function Views({ isInterruption }: { isInterruption: boolean }) {
  useEffect(() => {
    const timer = setTimeout(() => {
      // Without a network they are asked for again when they are wanted.
      const all = [...Object.values(LATER), ...PARTS, ledgerFlows, resultsFlows, billsFlows];
      void Promise.allSettled(all.map((fetchPart) => fetchPart()));
    }, FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense>
      <Current isInterruption={isInterruption} />
    </Suspense>
  );
}

function Current({ isInterruption }: { isInterruption: boolean }) {
  const { view } = usePane();
  if (view === 'sign-in') return <SignIn isInterruption={isInterruption} />;
  if (view === 'welcome') return <Welcome />;
  const Chosen = VIEWS[view];
  return <Chosen />;
}
