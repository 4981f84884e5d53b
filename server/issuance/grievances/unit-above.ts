import { unitAt } from '../../../core/citizen/administrative-units.ts'
import type { App } from '../../kernel/app.ts'
import { unitsNow } from '../../kernel/units.ts'

/** The unit above as the tree stands today; a province has none above it that answers tickets, and keeps its own. */
export async function unitAbove(app: App, unitCode: string): Promise<string> {
  const { tree, today } = await unitsNow(app)
  return unitAt(tree, { code: unitCode, on: today })?.parent ?? unitCode
}
