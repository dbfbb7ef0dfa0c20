import { Suspense, lazy, useEffect } from 'react';
import type { ComponentType } from 'react';
import { SignIn } from './account/SignIn.tsx';
import type { View } from './gate.ts';
import { usePane } from './pane-context.ts';
import { Welcome } from './welcome/Welcome.tsx';

/** What comes after the first look is fetched once there is time, and is there then without a network. */
const later = {
  'sign-up': async () => ({ default: (await import('./account/SignUp.tsx')).SignUp }),
  verify: async () => ({ default: (await import('./account/Verify.tsx')).Verify }),
  property: async () => ({
    default: (await import('./property/ChooseProperty.tsx')).ChooseProperty,
  }),
  home: async () => ({ default: (await import('./home/Home.tsx')).Home }),
  data: async () => ({ default: (await import('./data/Data.tsx')).Data }),
  review: async () => ({ default: (await import('./review/Review.tsx')).Review }),
  results: async () => ({ default: (await import('./results/ResultsView.tsx')).ResultsView }),
  history: async () => ({ default: (await import('./history/History.tsx')).History }),
  settings: async () => ({ default: (await import('./settings/Settings.tsx')).Settings }),
};

const SignUp = lazy(later['sign-up']);
const Verify = lazy(later.verify);
const ChooseProperty = lazy(later.property);
const Home = lazy(later.home);
const Data = lazy(later.data);
const Review = lazy(later.review);
const ResultsView = lazy(later.results);
const History = lazy(later.history);
const Settings = lazy(later.settings);

const FETCH_AFTER_MS = 1_000;

/** @param isInterruption the view stands in the way of another one, which comes back afterwards */
export function Views({ isInterruption }: { isInterruption: boolean }) {
  useEffect(() => {
    const timer = setTimeout(() => {
      // Without a network they are asked for again when they are wanted.
      void Promise.allSettled(Object.values(later).map((fetchView) => fetchView()));
    }, FETCH_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <Suspense>
      <Current isInterruption={isInterruption} />
    </Suspense>
  );
}

const VIEWS: Readonly<Record<Exclude<View, 'sign-in'>, ComponentType>> = {
  welcome: Welcome,
  'sign-up': SignUp,
  verify: Verify,
  property: ChooseProperty,
  home: Home,
  data: Data,
  review: Review,
  results: ResultsView,
  history: History,
  settings: Settings,
};

function Current({ isInterruption }: { isInterruption: boolean }) {
  const { view } = usePane();
  if (view === 'sign-in') return <SignIn isInterruption={isInterruption} />;
  const Chosen = VIEWS[view];
  return <Chosen />;
}
