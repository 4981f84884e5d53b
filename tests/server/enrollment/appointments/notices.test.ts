import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { execFile, spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parsePartialDate } from '../../../../core/dates/calendar-date.ts'
import { bookAppointment } from '../../../../server/enrollment/appointments/book-appointment.ts'
import { bookGroup } from '../../../../server/enrollment/appointments/book-group.ts'
import { bookingTicket } from '../../../../server/enrollment/appointments/papers/booking-ticket.ts'
import { printNotices } from '../../../../server/enrollment/appointments/papers/notice-list.ts'
import { setCentreHours } from '../../../../server/enrollment/appointments/set-centre-hours.ts'
import { anonymousActor } from '../../../../server/kernel/actor.ts'
import { centres, type TestApp, testApp } from '../../../support/app.ts'
import { isMissing } from '../../../support/is-missing.ts'
import { officerOf } from '../../../support/officers.ts'
import { makePerson, registerResident } from '../../../support/people.ts'
import { refusalOf } from '../../../support/refusals.ts'

const run = promisify(execFile)
const popplerMissing = isMissing('poppler-utils', spawnSync('pdftotext', ['-v']).error === undefined)
let running: TestApp
let folder: string
const registrar = officerOf('REGISTRAR')
const reception = officerOf('RECEPTION')
const centreCode = centres.here.code
const at = '2026-03-04T01:00:00.000Z'

beforeAll(async () => {
  running = await testApp()
  folder = await mkdtemp(join(tmpdir(), 'notices-'))
  await setCentreHours(running.app, officerOf('STATION_SUPERVISOR'), {
    centreCode,
    from: '2026-01-01',
    hours: { 3: [{ from: '08:00', to: '11:00' }] },
    slotMinutes: 30,
    capacity: 2,
  })
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true })
})

/** As a reader sees it, line by line. */
async function textOf(pdf: Uint8Array): Promise<string> {
  const file = join(folder, 'paper.pdf')
  await writeFile(file, pdf)
  const { stdout } = await run('pdftotext', ['-layout', file, '-'])
  return stdout.normalize('NFC')
}

const bornOn = (birthDate: string) =>
  registerResident(running.app, makePerson({ birthDate: parsePartialDate(birthDate) }))

describe.skipIf(popplerMissing)('notices', () => {
  test('name who reaches an age of exchange in the period, and nobody with a card beyond it or a file under way', async () => {
    const { app } = running
    const [turns25, inApril, underWay] = [
      await bornOn('2001-03-10'),
      await bornOn('2001-04-10'),
      await bornOn('1986-03-11'),
    ]
    await app.db.application.create({
      data: {
        code: 'HN001-01-260302-0001-A',
        centreCode,
        unitCode: '01',
        residentId: underWay.residentId,
        receivedAt: new Date(app.clock()),
      },
    })
    const asked = { source: 'AGE', unit: '01', hamlet: '', from: '2026-03-02', to: '2026-03-31' } as const
    const text = await textOf(await printNotices(app, registrar, { ...asked, paper: 'LIST' }))
    expect(text).toContain(turns25.person.name)
    expect(text).toContain('Đủ 25 tuổi ngày 10/03/2026')
    expect(text).not.toContain(inApril.person.name)
    expect(text).not.toContain(underWay.person.name)
    const [entry] = await app.db.auditEntry.findMany({ where: { action: 'notice.print' } })
    expect(entry?.details).toBe('{"source":"AGE","people":1,"paper":"LIST"}')
    const elsewhere = { ...asked, hamlet: 'Tổ dân phố 99', paper: 'LIST' } as const
    expect(await refusalOf(printNotices(app, registrar, elsewhere))).toBe('NOBODY_TO_INVITE')
    const backwards = { ...asked, to: '2026-03-01', paper: 'LIST' } as const
    expect(await refusalOf(printNotices(app, registrar, backwards))).toBe('ILLEGAL_NOTICE_PERIOD')
    const stranger = officerOf('REGISTRAR', '79')
    await expect(printNotices(app, stranger, { ...asked, paper: 'LIST' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })

  test('say what a returned file lacks and what to bring', async () => {
    const { app } = running
    const one = await registerResident(app)
    await app.db.application.create({
      data: {
        code: 'HN001-01-260302-0002-A',
        centreCode,
        unitCode: '01',
        status: 'RETURNED',
        reasonCodes: ['PORTRAIT_UNSUITABLE'],
        residentId: one.residentId,
        receivedAt: new Date(app.clock()),
      },
    })
    const asked = { source: 'RETURNED', unit: '01', hamlet: 'tổ dân phố 3' } as const
    const letters = await textOf(await printNotices(app, registrar, { ...asked, paper: 'LETTERS' }))
    expect(letters).toMatch(new RegExp(`GIẤY MỜI[\\s\\S]*Kính mời: ${one.person.name}`))
    expect(letters).toContain('Mời bạn đến chụp lại ảnh.')
  })

  test('of a group tell each person their own time', async () => {
    const { app } = running
    const people = ['Trần Văn Một', 'Trần Thị Hai', 'Trần Văn Ba'].map((name) => ({
      name,
      number: null,
      birthDate: '2012-03-03',
      phone: null,
      kind: 'FIRST_ISSUE',
    }))
    const group = { centreCode, name: 'Lớp 8B', kind: 'SCHOOL', from: at, rule: 'ALL', people } as const
    const { id } = await bookGroup(app, reception, group)
    const text = await textOf(
      await printNotices(app, reception, { source: 'GROUP', group: id, paper: 'LIST' }),
    )
    expect(text).toContain('Lớp 8B')
    expect(text.match(/08:00 ngày/g)).toHaveLength(2)
    expect(text.match(/08:30 ngày/g)).toHaveLength(1)
  })

  test('a ticket names the visitor to officers of the unit alone, and its QR nobody', async () => {
    const { app } = running
    const booking = {
      name: 'Lê Thị Phiếu',
      number: null,
      birthDate: '1990-05-20',
      phone: null,
      kind: 'EXCHANGE',
    }
    const place = { centreCode, at: '2026-03-04T02:00:00.000Z', groupName: null }
    const { id } = await bookAppointment(app, reception, { ...booking, ...place })
    const theirs = await textOf(await bookingTicket(app, anonymousActor, { id }))
    expect(theirs).toContain('09:00 ngày 04/03/2026')
    expect(theirs).not.toContain('Lê Thị Phiếu')
    expect(await textOf(await bookingTicket(app, reception, { id }))).toContain('Lê Thị Phiếu')
    const stranger = officerOf('RECEPTION', '79')
    expect(await textOf(await bookingTicket(app, stranger, { id }))).not.toContain('Lê Thị Phiếu')
    const unknown = '00000000-0000-7000-8000-000000000000'
    expect(await refusalOf(bookingTicket(app, reception, { id: unknown }))).toBe('NOT_FOUND')
  })
})
