/** Forms as far as a scanning office: printed, filled in, collected, handed over; and their pages on their way in. */
import { createHash } from 'node:crypto'
import type { FormAnswers } from '../../core/forms/answers.ts'
import type { SignedStep } from '../../core/forms/collection.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import type { Actor } from '../../server/kernel/actor.ts'
import { collectForms } from '../../server/registry/forms/collect-forms.ts'
import { keyForm } from '../../server/registry/forms/key-form.ts'
import { orderPrintRun } from '../../server/registry/forms/order-print-run.ts'
import { receiveForms, sendForms } from '../../server/registry/forms/transfer-forms.ts'
import { announceUpload } from '../../server/registry/scans/announce-upload.ts'
import { readFormPage } from '../../server/registry/scans/read-form-page.ts'
import { receiveChunk } from '../../server/registry/scans/receive-chunk.ts'
import { type SubmittedPage, submitFormPage } from '../../server/registry/scans/submit-form-page.ts'
import { officerOf } from './officers.ts'

const atDesk: readonly SignedStep[] = ['declare', 'check', 'match', 'authenticate', 'collect']

/** Blanks of a new print run. */
export async function printedForms(
  app: ServerApp,
  count: number,
  unitCode = '01',
): Promise<readonly string[]> {
  const id = await orderPrintRun(app, officerOf('REGISTRAR', unitCode), { kind: 'DC01', unitCode, count })
  const forms = await app.db.form.findMany({ where: { printRunId: id }, orderBy: { serial: 'asc' } })
  return forms.map(({ serial }) => serial)
}

/** Forms that lie at a scanning office; `unitCode` scans for itself. */
export async function receivedForms(
  app: ServerApp,
  count: number,
  unitCode = '01',
): Promise<readonly string[]> {
  const serials = await printedForms(app, count, unitCode)
  const collector = officerOf('COLLECTOR', unitCode)
  for (const step of atDesk) await collectForms(app, collector, { serials, step })
  const id = await sendForms(app, collector, { fromUnitCode: unitCode, toUnitCode: unitCode, serials })
  await receiveForms(app, officerOf('KEY_ENTRY_OPERATOR', unitCode), { id, serials })
  return serials
}

const someAnswers: FormAnswers = { name: 'TRẦN THỊ MẪU', birthDate: '15/02/1990', sex: 'FEMALE' }

/** Forms that two persons have keyed. */
export async function enteredForms(
  app: ServerApp,
  count: number,
  unitCode = '01',
): Promise<readonly string[]> {
  const serials = await receivedForms(app, count, unitCode)
  const keyers = [officerOf('KEY_ENTRY_OPERATOR', unitCode), officerOf('KEY_ENTRY_OPERATOR', unitCode)]
  await collectForms(app, keyers[0]!, { serials, step: 'scan', archivePlace: 'K1-H1' })
  for (const keyer of keyers) {
    for (const serial of serials) await keyForm(app, keyer, { serial, answers: someAnswers })
  }
  return serials
}

export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

interface Sheet {
  readonly bytes: Uint8Array
  readonly unitCode?: string
  readonly archivePlace?: string
}

/** An officer's page, uploaded and put before the reader, which has not looked yet. */
export async function submittedPage(
  app: ServerApp,
  officer: Actor,
  { bytes, unitCode = '01', archivePlace }: Sheet,
): Promise<{ readonly scanId: string; readonly known: boolean }> {
  const order = { purpose: 'FORM_PAGE', unitCode, sha256: sha256Of(bytes), bytes: bytes.length } as const
  const { id, complete } = await announceUpload(app, officer, order)
  if (!complete) await receiveChunk(app, officer, { id, offset: 0, bytes })
  const page: SubmittedPage = { uploadId: id, source: 'FOLDER', archivePlace: archivePlace ?? null }
  return submitFormPage(app, officer, page)
}

/** The same page, read. */
export async function readPage(app: ServerApp, officer: Actor, sheet: Sheet) {
  const { scanId } = await submittedPage(app, officer, sheet)
  await readFormPage(app, { scanId })
  return app.db.formScan.findUniqueOrThrow({ where: { id: scanId } })
}
