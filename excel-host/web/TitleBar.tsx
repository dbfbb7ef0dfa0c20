import { useRef } from 'react';
import {
  Badge,
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  ChevronDownRegular,
  DocumentTableRegular,
  FolderOpenRegular,
} from '@fluentui/react-icons';
import { type Sample, samples } from './workbooks.ts';

export interface TitleBarProps {
  readonly fileName: string;
  readonly isKept: boolean;
  readonly openSample: (sample: Sample) => void;
  readonly openFile: (file: File) => void;
  readonly save: () => void;
}

/** The file's name, where to get another, and a plain word about what this page is. */
export function TitleBar({ fileName, isKept, openSample, openFile, save }: TitleBarProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <header className="title-bar">
      <Badge appearance="filled" color="informative" className="stand-in">
        Stand-in for Excel
      </Badge>
      <h1 className="file-name">{fileName}</h1>
      <span className="kept">
        {isKept ? 'Kept in this browser' : 'Not kept: save a copy before you leave'}
      </span>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="subtle"
            size="small"
            icon={<ChevronDownRegular />}
            iconPosition="after"
          >
            Workbook
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {samples.map((sample) => (
              <MenuItem
                key={sample.file}
                icon={<DocumentTableRegular />}
                onClick={() => openSample(sample)}
              >
                {sample.title}
              </MenuItem>
            ))}
            <MenuDivider />
            <MenuItem icon={<FolderOpenRegular />} onClick={() => chooser.current?.click()}>
              Open your own .xlsx (it stays in this browser)
            </MenuItem>
            <MenuItem icon={<ArrowDownloadRegular />} onClick={save}>
              Save a copy
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <Button
        appearance="subtle"
        size="small"
        className="save"
        icon={<ArrowDownloadRegular />}
        onClick={save}
      >
        Save a copy
      </Button>
      <input
        ref={chooser}
        type="file"
        hidden
        accept=".xlsx"
        aria-label="Open your own .xlsx"
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = '';
          if (file) openFile(file);
        }}
      />
    </header>
  );
}
