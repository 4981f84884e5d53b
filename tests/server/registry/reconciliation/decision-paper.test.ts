import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadFormIntoRegister } from '../../../../server/registry/forms/load-form.ts'
import { confirmDecision } from '../../../../server/registry/reconciliation/decide-conflict.ts'
import { readPaper } from '../../../../server/registry/reconciliation/decision-paper.ts'
import { proposeDecision } from '../../../../server/registry/reconciliation/propose-decision.ts'
import { announceUpload } from '../../../../server/registry/scans/announce-upload.ts'
import { receiveChunk } from '../../../../server/registry/scans/receive-chunk.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { officerOf } from '../../../support/officers.ts'
import { registerResident } from '../../../support/people.ts'
import { sha256Of } from '../../../support/received-forms.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { acceptLocality, answersFor, transmitted } from './transmitted-forms.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
  await acceptLocality(running.app, '01')
})
afterAll(() => running.close())

const registrar = officerOf('REGISTRAR')
const approver = officerOf('APPROVER')

/** The case of a form that contradicts the register in its birth date. */
async function openedCase(): Promise<string> {
  const known = await registerResident(running.app)
  const answers = answersFor(known, { birthDate: '05/02/1990' })
  const serial = await transmitted(running.app, answers, { unitCode: '01' })
  const { conflictId } = await loadFormIntoRegister(running.app, registrar, { serial })
  return conflictId ?? ''
}

const propose = (id: string, documentSha256: string, officer = registrar) =>
  proposeDecision(running.app, officer, {
    id,
    outcome: 'SAME_PERSON',
    residentId: null,
    baseVersion: 1,
    confirmsRecord: false,
    documentKind: 'BIRTH_CERTIFICATE',
    documentNumber: '12/1990',
    documentSha256,
    fields: [{ field: 'birthDate', value: '1990-02-05' }],
  })

test('a decision rests on a scan that its maker has sent whole; whoever may read the case sees it, and that is kept', async () => {
  const { app } = running
  const scan = new TextEncoder().encode('%PDF-1.7 giấy khai sinh mẫu')
  const send = async (bytes: Uint8Array, officer = registrar) => {
    const order = {
      purpose: 'EVIDENCE',
      unitCode: '01',
      sha256: sha256Of(bytes),
      bytes: bytes.length,
    } as const
    const { id } = await announceUpload(app, officer, order)
    return { id, sha256: order.sha256 }
  }
  const id = await openedCase()
  const unknown = propose(id, 'ab'.repeat(32))
  expect(await refusalOf(unknown)).toBe('PAPER_NOT_SENT')
  const begun = await send(scan)
  expect(await refusalOf(propose(id, begun.sha256))).toBe('PAPER_NOT_SENT')
  await receiveChunk(app, registrar, { id: begun.id, offset: 0, bytes: scan })
  const other = officerOf('REGISTRAR')
  const borrowed = propose(id, begun.sha256, other)
  expect(await refusalOf(borrowed)).toBe('PAPER_NOT_SENT')
  const letter = new TextEncoder().encode('<script>')
  const page = await send(letter)
  await receiveChunk(app, registrar, { id: page.id, offset: 0, bytes: letter })
  expect(await refusalOf(propose(id, page.sha256))).toBe('PAPER_NOT_SENT')
  expect(await refusalOf(readPaper(app, approver, { id }))).toBe('NOT_FOUND')

  await propose(id, begun.sha256)
  const { paper, type } = await readPaper(app, approver, { id })
  expect([type, Buffer.from(paper).toString()]).toEqual(['application/pdf', '%PDF-1.7 giấy khai sinh mẫu'])
  const views = { subjectId: id, action: 'conflict.view-paper' }
  expect(await app.db.auditEntry.count({ where: views })).toBe(1)
  const elsewhere = officerOf('REGISTRAR', '79')
  expect(await refusalOf(readPaper(app, elsewhere, { id }))).not.toBe('NOT_REFUSED')
  await confirmDecision(app, approver, { id })
  const rested = await app.db.residentChange.findMany({ where: { evidenceSha256: begun.sha256 } })
  expect(rested).toMatchObject([{ status: 'APPLIED', diff: { birthDate: { to: '1990-02-05' } } }])
})
