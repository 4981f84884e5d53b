import { parseVietnameseDate } from '../../core/dates/calendar-date.ts'
import { parseApplicationCode, type ApplicationCode } from '../../core/enrollment/application-code.ts'
import { DomainError, type Bilingual } from '../../core/errors.ts'
import type { Question } from './look-up.ts'

/** What a person typed, as it stands in the two fields. */
export interface Entry {
  readonly code: string
  readonly birthDate: string
}

export interface EntryFaults {
  readonly code?: Bilingual
  readonly birthDate?: Bilingual
}

export function attempt<T>(read: () => T): { readonly value: T } | { readonly fault: Bilingual } {
  try {
    return { value: read() }
  } catch (error) {
    if (error instanceof DomainError) return { fault: error.text }
    throw error
  }
}

/** People type spaces around and between the parts of a date, commas, and hyphens of every length. */
export function tidyDate(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replaceAll(/\s*[/.,\-‐-―]\s*|\s+/g, '/')
}

function tidyCode(text: string): string {
  return text.normalize('NFKC').replaceAll(/[‐-―._/]/g, '-')
}

/** Reads both fields at once, so that the person hears of both faults in one go. */
export function readEntry(entry: Entry): { readonly question: Question } | { readonly faults: EntryFaults } {
  const code = attempt(() => parseApplicationCode(tidyCode(entry.code)))
  const birthDate = attempt(() => parseVietnameseDate(tidyDate(entry.birthDate)))
  if ('value' in code && 'value' in birthDate) {
    return { question: { code: code.value, birthDate: birthDate.value } }
  }
  return {
    faults: {
      ...('fault' in code && { code: code.fault }),
      ...('fault' in birthDate && { birthDate: birthDate.fault }),
    },
  }
}

/** The code that the QR of a collection slip puts behind `#`; browsers never send that part to a server. */
export function codeFromFragment(fragment: string): ApplicationCode | null {
  const code = attempt(() => parseApplicationCode(tidyCode(fragment.replace(/^#/, ''))))
  return 'value' in code ? code.value : null
}
