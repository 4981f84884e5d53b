import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import type { App } from '../../kernel/app.ts'
import { dateOf } from '../../kernel/clock.ts'

/** States in which the 45 days run: received by the office, not yet transmitted. */
export const untransmitted: readonly string[] = ['RECEIVED', 'SCANNED', 'ENTERED']

/** An office's arrears on a day. */
export interface Arrears {
  readonly office: string
  readonly transfers: number
  readonly forms: number
}

/** Transfers whose 45 days are over and that still have forms to scan, key or transmit, by office. */
export async function formArrears(app: App): Promise<readonly Arrears[]> {
  const today = dateOf(calendarDateAt(app.clock()))
  return app.db.$queryRaw<Arrears[]>`
    SELECT t."toUnitCode" AS office, count(DISTINCT t."id")::int AS transfers, count(*)::int AS forms
    FROM "FormTransfer" t
    JOIN "Form" f ON f."transferId" = t."id" AND f."status" = ANY(${[...untransmitted]})
    WHERE t."dueOn" < ${today}
    GROUP BY 1 ORDER BY 3 DESC`
}

/** The daily alert: one line in the log for each office in arrears. */
export async function reportFormArrears(app: App): Promise<readonly Arrears[]> {
  const arrears = await formArrears(app)
  for (const { office, transfers, forms } of arrears) {
    app.log.warn({ office, transfers, forms }, 'forms overdue at a scanning office')
  }
  return arrears
}
