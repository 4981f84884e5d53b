import { join } from 'node:path'
import { z } from 'zod'
import { oneAtATime } from '../../core/device/one-at-a-time.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { composeApplicationCode, type ApplicationCode } from '../../core/enrollment/application-code.ts'
import { DomainError } from '../../core/errors.ts'
import { readIfPresent, writeDurably } from './durable-file.ts'

/** Last sequence used on each day (yyyy-MM-dd). Every day is kept: the clock of the computer may be set back. */
const counterSchema = z.record(z.iso.date(), z.int().positive())

export class CodeCounterDamaged extends DomainError<'CODE_COUNTER_DAMAGED'> {
  constructor() {
    super('CODE_COUNTER_DAMAGED', {
      vi: 'Bộ đếm mã hồ sơ của máy bị hỏng. Báo quản trị viên cài lại máy để không cấp trùng mã hồ sơ.',
      en: 'The counter of application codes is damaged. An administrator must install the kiosk again.',
    })
  }
}

export interface ApplicationCodes {
  /** A code that this machine has never given and will never give again, even if it loses power at once. */
  allot(origin: { readonly centre: string; readonly machine: number }): Promise<ApplicationCode>
}

/** Opens the machine's own daily sequence. Throws {@link CodeCounterDamaged}. */
export async function openApplicationCodes(
  directory: string,
  clock: () => number,
): Promise<ApplicationCodes> {
  const path = join(directory, 'application-codes.json')
  const counter = readCounter(await readIfPresent(path))
  const inTurn = oneAtATime()

  async function allotNext(origin: { centre: string; machine: number }): Promise<ApplicationCode> {
    const day = calendarDateAt(clock())
    const sequence = (counter[day] ?? 0) + 1
    counter[day] = sequence
    await writeDurably(path, JSON.stringify(counter))
    return composeApplicationCode({ ...origin, day, sequence })
  }

  return { allot: (origin) => inTurn(() => allotNext(origin)) }
}

function readCounter(stored: Uint8Array | null): Record<string, number> {
  if (!stored) return {}
  try {
    return counterSchema.parse(JSON.parse(new TextDecoder().decode(stored)))
  } catch {
    throw new CodeCounterDamaged()
  }
}
