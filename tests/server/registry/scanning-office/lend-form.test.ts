import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, type CalendarDate, calendarDateAt } from '../../../../core/dates/calendar-date.ts'
import { lendForm } from '../../../../server/registry/scanning-office/lend-form.ts'
import { returnForm } from '../../../../server/registry/scanning-office/return-form.ts'
import { days, type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { askGraphql, openHttp, signIn } from '../../../support/http.ts'
import { type Account, hireOfficer, officerOf } from '../../../support/officers.ts'
import { enteredForms, receivedForms } from '../../../support/received-forms.ts'
import { refusalOf } from '../../../support/refusals.ts'

let running: TestApp
let borrower: Account
beforeAll(async () => {
  running = await testApp()
  borrower = await hireOfficer(running.app, 'REVIEWER')
})
afterAll(() => running.close())

const keeper = officerOf('KEY_ENTRY_OPERATOR')
const inDays = (count: number): CalendarDate => addDays(calendarDateAt(running.app.clock()), count)
const loanOf = (serial: string, dueOn = inDays(7)) =>
  ({ serial, borrowerUsername: borrower.username, purpose: 'REVIEW', dueOn }) as const
const archived = async () => (await enteredForms(running.app, 1))[0] ?? ''

describe('paper of the archive', () => {
  test('is lent once, comes back, and may be lent again from its new place', async () => {
    const serial = await archived()
    const lend = () => lendForm(running.app, keeper, loanOf(serial))
    const outcomes = await Promise.allSettled([lend(), lend()])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await refusalOf(lend())).toBe('FORM_NOT_IN_ARCHIVE')
    const loan = await running.app.db.archiveLoan.findFirstOrThrow({ where: { formSerial: serial } })
    expect(loan).toMatchObject({ borrowerId: borrower.actor.id, lentById: keeper.id, unitCode: '01' })
    const back = () => returnForm(running.app, keeper, { loanId: loan.id, archivePlace: 'K2-H5' })
    await back()
    expect(await refusalOf(back())).toBe('RETURNED_ALREADY')
    const form = await running.app.db.form.findUniqueOrThrow({ where: { serial } })
    expect(form.archivePlace).toBe('K2-H5')
    await lend()
  })

  test('that was never archived, or goes to oneself, to nobody, or for too long, is not lent', async () => {
    const [unarchived = ''] = await receivedForms(running.app, 1)
    expect(await refusalOf(lendForm(running.app, keeper, loanOf(unarchived)))).toBe('FORM_NOT_IN_ARCHIVE')
    const serial = await archived()
    const lend = (changes: object, actor = keeper) =>
      refusalOf(lendForm(running.app, actor, { ...loanOf(serial), ...changes }))
    for (const count of [-1, 0, 61]) expect(await lend({ dueOn: inDays(count) })).toBe('ILLEGAL_LOAN')
    expect(await lend({ borrowerUsername: 'nobody' })).toBe('NOT_FOUND')
    const itself = await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR')
    expect(await lend({ borrowerUsername: itself.username }, itself.actor)).toBe('SAME_PERSON')
  })

  test('is lent and taken back by its own office alone', async () => {
    const serial = await archived()
    const elsewhere = officerOf('KEY_ENTRY_OPERATOR', '79')
    expect(await refusalOf(lendForm(running.app, elsewhere, loanOf(serial)))).toBe('FORBIDDEN')
    expect(await refusalOf(lendForm(running.app, officerOf('COLLECTOR'), loanOf(serial)))).toBe('FORBIDDEN')
    const loanId = await lendForm(running.app, keeper, loanOf(serial))
    const back = (id: string, actor = keeper) =>
      refusalOf(returnForm(running.app, actor, { loanId: id, archivePlace: null }))
    expect(await back(loanId, elsewhere)).toBe('FORBIDDEN')
    expect(await back(unknownId())).toBe('NOT_FOUND')
    expect(await back(loanId)).toBe('NOT_REFUSED')
  })

  test('that is out too long is in the list of overdue loans', async () => {
    const server = await openHttp(running)
    const loanId = await lendForm(running.app, keeper, loanOf(await archived(), inDays(3)))
    const { credentials } = await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR'))
    const listed = async (overdue: boolean) => {
      const query = `{ archiveLoans(first: 50, overdue: ${overdue}) { edges { node { id overdue dueOn } } } }`
      const { data } = await askGraphql(server, { query }, credentials)
      return JSON.stringify(data).includes(loanId)
    }
    expect([await listed(false), await listed(true)]).toEqual([true, false])
    running.advanceClock(days(4))
    const later = (await signIn(server, await hireOfficer(running.app, 'KEY_ENTRY_OPERATOR'))).credentials
    Object.assign(credentials, later)
    expect([await listed(false), await listed(true)]).toEqual([true, true])
    await server.close()
  })
})
