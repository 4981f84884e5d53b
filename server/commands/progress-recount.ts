import { parseArgs } from 'node:util'
import { systemActor } from '../kernel/actor.ts'
import { recountForms } from '../registry/progress/recount-forms.ts'
import type { CommandResult } from './command.ts'
import { withApp } from './with-app.ts'

/** Compares the tally of forms with a recount; false when they differ and were not repaired. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({ args: [...words], options: { repair: { type: 'boolean', default: false } } })
  const { repair } = values
  const differences = await withApp((app) => recountForms(app, systemActor, { repair }))
  return {
    done: repair || differences.length === 0,
    facts: { differences, repaired: repair },
    lines: [
      differences.length === 0
        ? 'Số liệu tổng hợp khớp với phiếu / the tally agrees with the forms'
        : `Sai lệch / differences: ${differences.length}${repair ? ' – đã sửa / repaired' : ''}`,
      ...differences.map(
        ({ unitCode, formKind, state, counted, tallied }) =>
          `${unitCode} ${formKind} ${state}: đếm được / counted ${counted}, tổng hợp / tallied ${tallied}`,
      ),
    ],
  }
}
