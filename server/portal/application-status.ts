import { parsePartialDate } from '../../core/dates/calendar-date.ts'
import { parseApplicationCode } from '../../core/enrollment/application-code.ts'
import { type CitizenState, type CitizenStep, citizenSteps, citizenView, remaking } from '../../core/enrollment/citizen-steps.ts'
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
}

/** The status of a file by its code and the applicant's birth date, without signing in. Throws StatusNotFound. */
export async function applicationStatus(
  app: App,
  query: { readonly code: string; readonly birthDate: string },
): Promise<ApplicationStatus> {
  const code = parseApplicationCode(query.code)
  const birthDate = parsePartialDate(query.birthDate)
  const file = await app.db.application.findUnique({
    where: { code },
    select: {
      status: true,
      birthDate: true,
      flags: true,
      stepDates: true,
      reasonCodes: true,
      promisedOn: true,
      deadlineOn: true,
    },
  })
  if (!file || file.birthDate !== birthDate) throw new StatusNotFound()
  const view = citizenView[file.status as ApplicationState]
  const again = file.flags.includes('REMAKING') && view.state === 'IN_PRODUCTION'
  const dates = file.stepDates as Readonly<Record<string, string>>
  return {
    code,
    state: again ? 'REMAKING' : view.state,
    promisedOn: isoDay(file.promisedOn),
    deadlineOn: isoDay(file.deadlineOn),
    steps: citizenSteps.map((step) => ({ step, finishedOn: dates[step] ?? null, current: step === view.step })),
    advice: again ? remaking : view.advice,
    reasons: file.reasonCodes.filter(isApplicationReason).flatMap((reason) => {
      const { why, todo } = applicationReasons[reason]
      return [{ vi: `${why.vi} ${todo.vi}`, en: `${why.en} ${todo.en}` }]
    }),
  }
}

function isoDay(date: Date | null): string | null {
  return date?.toISOString().slice(0, 10) ?? null
}
