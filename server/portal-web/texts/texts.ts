import type { CitizenState, CitizenStep } from '../../../core/enrollment/citizen-steps.ts'
import type { Trouble } from '../ask-server.ts'

/** What the page says of one state around the advice that the server gives. */
export interface StateWords {
  readonly title: string
  /** Rights and rules behind the state. */
  readonly more?: string
  /** Heading of the reasons that the server lists. */
  readonly reasons?: string
}

/** One step of the line: behind, under way, ahead. */
export interface StepWords {
  readonly done: string
  readonly current: string
  readonly ahead: string
}

/** Everything the page says, in one language. */
export interface Texts {
  readonly title: string
  readonly subtitle: string
  readonly skipToContent: string
  readonly otherLanguage: string
  readonly form: {
    readonly heading: string
    readonly code: string
    /** Its example has non-breaking hyphens (U+2011), so that a narrow screen keeps it in one piece. */
    readonly codeHint: string
    readonly birthDate: string
    readonly birthDateHint: string
    readonly submit: string
    readonly busy: string
  }
  readonly notFound: { readonly title: string; readonly tips: readonly string[] }
  readonly refused: string
  readonly trouble: Readonly<Record<Trouble, { readonly title: string; readonly text: string }>>
  readonly retry: string
  /** The way to what is due for a file: texts/fee-texts.ts. */
  readonly fee: string
  /** The way to the second question of the page, whose own words come with it: texts/disclosure-texts.ts. */
  readonly lostCard: string
  readonly whoAsked: string
  /** The way to booked visits: visits/visit-texts.ts. */
  readonly visits: string
  /** The way to the check of a signed QR: texts/check-qr-texts.ts. */
  readonly checkQr: string
  readonly checkChip: string
  /** The way to the pages of those who sign in: texts/citizen-vi.ts. */
  readonly citizen: string
  readonly result: {
    readonly code: string
    readonly promisedOn: string
    readonly deadlineOn: string
    readonly late: string
    readonly steps: string
    readonly whatToDo: string
    readonly reasons: string
    readonly print: string
    readonly again: string
  }
  readonly steps: Readonly<Record<CitizenStep, StepWords>>
  readonly states: Readonly<Record<CitizenState, StateWords>>
  readonly help: {
    readonly heading: string
    readonly items: readonly { readonly question: string; readonly answer: string }[]
  }
  readonly display: {
    readonly heading: string
    /** What the button will do. */
    readonly sizes: Readonly<Record<'usual' | 'large' | 'largest', string>>
    readonly strong: string
  }
  readonly footer: {
    readonly hotline: string
    readonly hotlineHours: string
    readonly privacy: string
    readonly free: string
  }
}

/** The telephone line of the card centre; the key 1 leads to the state of a card. */
export const hotline = { shown: '1900 0368', dialled: 'tel:19000368' } as const
