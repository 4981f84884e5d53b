import type { Entry } from './entry.ts'
import type { Language } from './texts/of-language.ts'
import type { Texts } from './texts/texts.ts'

/** What a view beside the status of a file gets. */
export interface SideViewProps {
  readonly texts: Texts
  readonly language: Language
  /** What was typed for the status of the file. */
  readonly typed: Entry
}
