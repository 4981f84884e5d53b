import { calendarDateAt } from '../../../core/dates/calendar-date.ts'
import { type ApplicationCode, composeApplicationCode } from '../../../core/enrollment/application-code.ts'
import type { Transaction } from '../../kernel/db.ts'
import { nextNumber } from '../../kernel/next-number.ts'

/** In a code, the place of the kiosk's number: no kiosk has it. */
export const serverAllotter = 0

/** The code of a file that begins at the server: of the centre that answers for it, counted through its year. */
export async function allotCode(
  tx: Transaction,
  { centreCode, at }: { readonly centreCode: string; readonly at: number },
): Promise<ApplicationCode> {
  const { number } = await nextNumber(tx, { kind: `FILE/${centreCode}`, at })
  return composeApplicationCode({
    centre: centreCode,
    machine: serverAllotter,
    day: calendarDateAt(at),
    sequence: number,
  })
}
