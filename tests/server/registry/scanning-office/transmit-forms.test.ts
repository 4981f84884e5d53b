import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acknowledgeTransmission } from '../../../../server/registry/scanning-office/acknowledge-transmission.ts'
import { transmissionDigest } from '../../../../server/registry/scanning-office/transmission-digest.ts'
import { transmitForms } from '../../../../server/registry/scanning-office/transmit-forms.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { unknownId } from '../../../support/factory.ts'
import { askGraphql, openHttp, signIn } from '../../../support/http.ts'
import { hireOfficer, officerOf } from '../../../support/officers.ts'
import { enteredForms, receivedForms } from '../../../support/received-forms.ts'
import { refusalOf } from '../../../support/refusals.ts'
import { contentOf } from '../../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

const operator = officerOf('KEY_ENTRY_OPERATOR')
const centre = officerOf('DATA_CENTRE_OPERATOR')
const unitCode = '01'

const transmit = (serials: readonly string[] | null, actor = operator) =>
  transmitForms(running.app, actor, { unitCode, serials })

describe('a transmission', () => {
  test('takes keyed forms along together, with the digest of what they say', async () => {
    const serials = await enteredForms(running.app, 3)
    const { id, count, digest } = await transmit(serials)
    const forms = await running.app.db.form.findMany({ where: { transmissionId: id } })
    expect(forms.map(({ status }) => status)).toEqual(['TRANSMITTED', 'TRANSMITTED', 'TRANSMITTED'])
    expect({ count, digest }).toEqual({ count: 3, digest: transmissionDigest(forms) })
    expect(await refusalOf(transmit(serials))).toBe('TRANSITION_REFUSED')
  })

  test('without serials takes all that wait at the office, and none is refused', async () => {
    const serials = await enteredForms(running.app, 2)
    const { id, count } = await transmit(null)
    expect(count).toBe(2)
    const sent = await running.app.db.form.findMany({
      where: { transmissionId: id },
      orderBy: { serial: 'asc' },
    })
    expect(sent.map(({ serial }) => serial)).toEqual(serials)
    expect(await refusalOf(transmit(null))).toBe('NOTHING_TO_TRANSMIT')
    expect(await refusalOf(transmit([]))).toBe('NOTHING_TO_TRANSMIT')
  })

  test('with a form that is not keyed, or of another office, leaves all where they are', async () => {
    const serials = await enteredForms(running.app, 1)
    const received = await receivedForms(running.app, 1)
    const elsewhere = await enteredForms(running.app, 1, '79')
    const before = await contentOf(running.app)
    expect(await refusalOf(transmit([...serials, ...received]))).toBe('TRANSITION_REFUSED')
    expect(await refusalOf(transmit([...serials, ...elsewhere]))).toBe('NOT_FOUND')
    expect(await refusalOf(transmit(serials, officerOf('KEY_ENTRY_OPERATOR', '79')))).toBe('FORBIDDEN')
    expect(await refusalOf(transmit(serials, officerOf('REGISTRAR')))).toBe('FORBIDDEN')
    expect(await contentOf(running.app)).toEqual(before)
  })

  test('made twice at once takes a form along once', async () => {
    const serials = await enteredForms(running.app, 1)
    const outcomes = await Promise.all([refusalOf(transmit(serials)), refusalOf(transmit(serials))])
    expect(outcomes).toContain('NOT_REFUSED')
    expect(
      await running.app.db.transition.count({ where: { recordId: serials[0] ?? '', event: 'transmit' } }),
    ).toBe(1)
  })
})

describe('the digest', () => {
  const forms = [
    { serial: 'B', answers: { sex: 'MALE', name: { text: 'X', type: 'TEXT' } } },
    { serial: 'A', answers: null },
  ]

  test('does not depend on the order of forms or keys', () => {
    const other = [forms[1]!, { serial: 'B', answers: { name: { type: 'TEXT', text: 'X' }, sex: 'MALE' } }]
    expect(transmissionDigest(other)).toBe(transmissionDigest(forms))
  })

  test('changes with any serial or answer', () => {
    const digests = [
      forms,
      forms.slice(1),
      [{ ...forms[0]!, serial: 'C' }, forms[1]!],
      [{ ...forms[0]!, answers: { sex: 'MALE', name: { text: 'Y', type: 'TEXT' } } }, forms[1]!],
      [{ ...forms[0]!, answers: { sex: 'MALE', name: null } }, forms[1]!],
    ].map(transmissionDigest)
    expect(new Set(digests).size).toBe(digests.length)
  })
})

describe('the data centre', () => {
  const acknowledge = (input: { id: string; count: number; digest: string }, actor = centre) =>
    refusalOf(acknowledgeTransmission(running.app, actor, input))

  test('signs once for what it counted and computed itself, by another officer than the sender', async () => {
    const sender = { ...operator, roles: [...operator.roles, ...centre.roles] }
    const sent = await transmit(await enteredForms(running.app, 2), sender)
    expect(await acknowledge(sent, sender)).toBe('SAME_PERSON')
    expect(await acknowledge(sent, operator)).toBe('FORBIDDEN')
    expect(await acknowledge({ ...sent, count: 1 })).toBe('TRANSMISSION_DIFFERS')
    expect(await acknowledge({ ...sent, digest: '0'.repeat(64) })).toBe('TRANSMISSION_DIFFERS')
    expect(await acknowledge({ ...sent, id: unknownId() })).toBe('NOT_FOUND')
    const outcomes = await Promise.all([acknowledge(sent), acknowledge(sent)])
    expect(outcomes.toSorted()).toEqual(['ACKNOWLEDGED_ALREADY', 'NOT_REFUSED'])
  })

  test('sees every office’s transmissions that it has not signed for, an office its own', async () => {
    const server = await openHttp(running)
    const { id } = await transmit(await enteredForms(running.app, 1))
    const query = '{ unacknowledgedTransmissions(first: 50) { edges { node { id count } } } }'
    const seen = async (role: 'DATA_CENTRE_OPERATOR' | 'KEY_ENTRY_OPERATOR', unit: string) => {
      const { credentials } = await signIn(server, await hireOfficer(running.app, role, unit))
      return (await askGraphql(server, { query }, credentials)).text.includes(id)
    }
    expect(await seen('DATA_CENTRE_OPERATOR', '79')).toBe(true)
    expect(await seen('KEY_ENTRY_OPERATOR', '01')).toBe(true)
    expect(await seen('KEY_ENTRY_OPERATOR', '79')).toBe(false)
    await server.close()
  })
})
