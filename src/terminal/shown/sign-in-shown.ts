import { hang } from '../layout.ts';
import {
  type BrowserEvent,
  browserPage,
  browserWait,
  type CodeEvent,
  codePage,
  codeWait,
  type ToolEvent,
  toolLines,
  toolWait,
} from '../sign-in-pages.ts';
import type { Terminal } from '../terminal.ts';

/** What it is shown with. */
interface Shown {
  readonly terminal: Terminal;
  print(lines: readonly string[]): void;
  show(lines: readonly string[]): void;
  rest(): void;
  /** Shows a line that counts seconds, until something else happens. */
  wait(line: (waited: number) => string): void;
  /** Puts a text into the clipboard, if that can be done. */
  copy(text: string): Promise<boolean>;
}

/** What a person must do to sign in, and that it is waited for. */
export interface SignInShown {
  code(event: CodeEvent): void;
  browser(event: BrowserEvent): void;
  tool(event: ToolEvent): void;
}

export function signInShownOn({ terminal, print, show, rest, wait, copy }: Shown): SignInShown {
  const { style } = terminal;
  const width = (): number => terminal.width() - 1;
  return {
    code(event) {
      rest();
      show(codePage(event, style, width()));
      let copied = false;
      wait((waited) => codeWait(event, copied, event.expiresInSeconds - waited, width() - 3));
      if (!terminal.interactive || event.approvesItself) return;
      void copy(event.userCode).then((done) => {
        copied = done;
        if (done && !terminal.animated) print(hang('  ', 'The code is in the clipboard: just paste it.', width()));
      });
    },
    browser(event) {
      rest();
      show(browserPage(event, style, width()));
      wait((waited) => browserWait(waited, width() - 3));
    },
    tool(event) {
      rest();
      show(toolLines(event, width()));
      wait((waited) => toolWait(event, waited, width() - 3));
    },
  };
}
