import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { Button, Tooltip } from '@fluentui/react-components';
import { ArrowClockwiseRegular, DismissRegular } from '@fluentui/react-icons';
import type { AddinFrame } from './addin-frame.ts';
import type { Addin } from './manifest.ts';

export interface TaskPaneProps {
  readonly addin: Addin;
  readonly frame: AddinFrame;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

const narrowest = 320;
const widest = 450;
const usual = 350;
const widthKey = 'emulated-excel.pane-width';
const keyStep = 10;

const within = (width: number): number => Math.min(widest, Math.max(narrowest, Math.round(width)));

function keptWidth(): number {
  return within(Number(localStorage.getItem(widthKey)) || usual);
}

/** The add-in's pane. Closed, its page stays: the commands of the ribbon need it (shared runtime). */
export function TaskPane({ addin, frame, isOpen, onClose }: TaskPaneProps) {
  const page = useRef<HTMLIFrameElement>(null);
  const [width, setWidth] = useState(keptWidth);
  const [isResizing, setIsResizing] = useState(false);
  useLayoutEffect(() => {
    if (page.current) frame.load(page.current);
    return () => frame.close();
  }, [frame]);

  const resize = (wanted: number): void => {
    setWidth(within(wanted));
    localStorage.setItem(widthKey, String(within(wanted)));
  };
  const onMove = (event: PointerEvent): void => {
    if (isResizing) resize(window.innerWidth - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowLeft') resize(width + keyStep);
    if (event.key === 'ArrowRight') resize(width - keyStep);
  };

  return (
    <aside className="pane" hidden={!isOpen} style={{ width }} aria-label={addin.name}>
      <div
        className="splitter"
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a rule cannot be moved, this can
        role="separator"
        aria-label="Width of the pane"
        aria-orientation="vertical"
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        aria-valuenow={width}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a separator that can be moved
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setIsResizing(true);
        }}
        onPointerMove={onMove}
        onPointerUp={() => setIsResizing(false)}
      />
      <header className="pane-title">
        <h2>{addin.name}</h2>
        <Tooltip content="Reload the add-in" relationship="label">
          <Button
            appearance="subtle"
            size="small"
            icon={<ArrowClockwiseRegular />}
            onClick={() => page.current && frame.load(page.current)}
          />
        </Tooltip>
        <Tooltip content="Close the pane" relationship="label">
          <Button appearance="subtle" size="small" icon={<DismissRegular />} onClick={onClose} />
        </Tooltip>
      </header>
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- a page of this server, with its own policy */}
      <iframe
        ref={page}
        title={addin.name}
        className={isResizing ? 'pane-page resizing' : 'pane-page'}
        allow="clipboard-read; clipboard-write"
      />
    </aside>
  );
}
