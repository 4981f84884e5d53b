import { parsePartialDate } from '../../core/dates/calendar-date.ts'
import { parseApplicationCode } from '../../core/enrollment/application-code.ts'
import {
  type CitizenState,
  type CitizenStep,
  citizenSteps,
  citizenView,
  remaking,
} from '../../core/enrollment/citizen-steps.ts'
import { isPromiseCause, promiseCauses, promisingStates } from '../../core/enrollment/promise.ts'
import { applicationReasons, isApplicationReason } from '../../core/enrollment/reasons.ts'
import { type Bilingual, DomainError } from '../../core/errors.ts'
import type { ApplicationState } from '../../core/lifecycle/application.ts'
import type { App } from '../kernel/app.ts'

/** No such file, or not with this birth date: the two look the same. */
export class StatusNotFound extends DomainError<'STATUS_NOT_FOUND'> {
  constructor() {
    super('STATUS_NOT_FOUND', {
      vi: 'Không tìm thấy hồ sơ với mã và ngày sinh này. Hãy xem lại giấy hẹn.',
      en: 'No file was found with this code and birth date. Please check the collection slip.',
    })
  }
}

export interface StatusStep {
  readonly step: CitizenStep
  /** yyyy-MM-dd */
  readonly finishedOn: string | null
  readonly current: boolean
}

/** What a citizen sees of a file: no name, no number, nothing that the code and birth date do not already say. */
export interface ApplicationStatus {
  readonly code: string
  readonly state: CitizenState
  readonly promisedOn: string | null
  readonly deadlineOn: string | null
  readonly steps: readonly StatusStep[]
  readonly advice: Bilingual
  readonly reasons: readonly Bilingual[]
  /** Why the card comes later than the law has it, or why no day can be told, and what to do; null where all is as it should be. */
  readonly late: Bilingual | null
}

interface StatusRow {
  /** Null where no file has this code and this date. */
  readonly status: ApplicationState
  readonly flags: readonly string[]
  readonly stepDates: Readonly<Record<string, string>>
  readonly reasonCodes: readonly string[]
  readonly promisedOn: string | null
  readonly deadlineOn: string | null
  readonly promiseCause: string | null
}

/** One row by its unique code, prepared once per connection; one row too where there is none, so that the time tells nothing. */
const statusQuery = {
  name: 'application-status',
  text: `SELECT "status", "flags", "stepDates", "reasonCodes",
           "promiseCause", to_char("promisedOn", 'YYYY-MM-DD') AS "promisedOn", to_char("deadlineOn", 'YYYY-MM-DD') AS "deadlineOn"
         FROM (VALUES ($1)) asked("code") LEFT JOIN "Application" a ON a."code" = asked."code" AND a."birthDate" = $2`,
}

/** The status of a file by its code and the applicant's birth date, without signing in. Throws StatusNotFound. */
export async function applicationStatus(
  app: App,
  query: { readonly code: string; readonly birthDate: string },
): Promise<ApplicationStatus> {
  const code = parseApplicationCode(query.code)
  const birthDate = parsePartialDate(query.birthDate)
  const { rows } = await app.pool.query<StatusRow>({ ...statusQuery, values: [code, birthDate] })
  const [file] = rows
  if (!file?.status) throw new StatusNotFound()
  const view = citizenView[file.status]
  const again = file.flags.includes('REMAKING') && view.state === 'IN_PRODUCTION'
  return {
    code,
    state: again ? 'REMAKING' : view.state,
    promisedOn: file.promisedOn,
    deadlineOn: file.deadlineOn,
    steps: citizenSteps.map((step) => ({
      step,
      finishedOn: file.stepDates[step] ?? null,
      current: step === view.step,
    })),
    late: lateness(file),
    advice: again ? remaking : view.advice,
    reasons: file.reasonCodes.filter(isApplicationReason).flatMap((reason) => {
      const { why, todo } = applicationReasons[reason]
      return [{ vi: `${why.vi} ${todo.vi}`, en: `${why.en} ${todo.en}` }]
    }),
  }
}

const promising: ReadonlySet<string> = new Set(promisingStates)

function lateness({ status, promiseCause }: StatusRow): Bilingual | null {
  return promising.has(status) && promiseCause !== null && isPromiseCause(promiseCause)
    ? promiseCauses[promiseCause]
    : null
}
