/** Forms on their way, for the consoles' tests: what came before is done by the operations themselves. */
import { collectForms } from '../../server/registry/forms/collect-forms.ts'
import { orderPrintRun } from '../../server/registry/forms/order-print-run.ts'
import { receiveForms, sendForms } from '../../server/registry/forms/transfer-forms.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { officerOf } from '../support/officers.ts'

const unitCode = '01'

/** Serials of fresh forms of Hà Nội. */
export async function issuedForms(app: ServerApp, count: number): Promise<readonly string[]> {
  const id = await orderPrintRun(app, officerOf('REGISTRAR'), { kind: 'DC01', unitCode, count })
  const forms = await app.db.form.findMany({ where: { printRunId: id }, orderBy: { serial: 'asc' } })
  return forms.map(({ serial }) => serial)
}

export async function collectedForms(app: ServerApp, count: number): Promise<readonly string[]> {
  const serials = await issuedForms(app, count)
  const collector = officerOf('COLLECTOR')
  for (const step of ['declare', 'check', 'match', 'authenticate', 'collect'] as const) {
    await collectForms(app, collector, { serials, step })
  }
  return serials
}

/** On their way from one officer to another of the scanning office. */
export async function sentForms(app: ServerApp, count: number) {
  const serials = await collectedForms(app, count)
  const id = await sendForms(app, officerOf('COLLECTOR'), {
    fromUnitCode: unitCode,
    toUnitCode: unitCode,
    serials,
  })
  return { id, serials }
}

export async function scannedForms(app: ServerApp, count: number): Promise<readonly string[]> {
  const { id, serials } = await sentForms(app, count)
  const operator = officerOf('KEY_ENTRY_OPERATOR')
  await receiveForms(app, operator, { id, serials })
  await collectForms(app, operator, { serials, step: 'scan', archivePlace: 'Kệ 1' })
  return serials
}
