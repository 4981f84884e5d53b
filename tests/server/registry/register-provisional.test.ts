import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainCitizenNumber } from '../../../core/citizen/citizen-number.ts'
import { systemActor } from '../../../server/kernel/actor.ts'
import { registerProvisional } from '../../../server/registry/register-provisional.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { makePerson, registerResident } from '../../support/people.ts'
import { refusalOf } from '../../support/refusals.ts'
import { contentOf } from '../../support/rows.ts'

let running: TestApp
beforeAll(async () => {
  running = await testApp()
})
afterAll(() => running.close())

let references = 0
const register = (person = makePerson(), reference = `HN001-01-260302-${++references}`) =>
  registerProvisional(running.app, systemActor, { person, reference })

test('a provisional resident gets a number of place, century, sex and year', async () => {
  const { number, provisional, inForce } = await register(makePerson({ sex: 'MALE' }))
  expect({ provisional, inForce }).toEqual({ provisional: true, inForce: true })
  expect(explainCitizenNumber(number)).toMatchObject({ birthCode: '001', sex: 'MALE', birthYear: 1990 })
  const resident = await running.app.db.resident.findUniqueOrThrow({
    where: { number },
    include: { relationships: true, legacyDocuments: true, addresses: true },
  })
  expect(resident).toMatchObject({ provisional: true, version: 1 })
  expect(resident.relationships.map(({ kind }) => kind).toSorted()).toEqual(['FATHER', 'MOTHER'])
  expect(resident.legacyDocuments).toHaveLength(1)
  expect(resident.addresses).toHaveLength(1)
})

test('the same request again answers the same number', async () => {
  const person = makePerson()
  const first = await register(person, 'HN001-01-260302-lap-lai')
  const before = await contentOf(running.app)
  expect(await register(person, 'HN001-01-260302-lap-lai')).toEqual(first)
  expect(await contentOf(running.app)).toEqual(before)
})

test('somebody with the same old number, or name, birth date and mother, is not registered twice', async () => {
  const { person } = await registerResident(running.app)
  const before = await contentOf(running.app)
  expect(await refusalOf(register({ ...person, name: 'TÊN KHÁC HẲN' }))).toBe('POSSIBLY_REGISTERED')
  expect(await refusalOf(register({ ...person, legacyNumber: null }))).toBe('POSSIBLY_REGISTERED')
  expect(await contentOf(running.app)).toEqual(before)
})

test('namesakes of the same day with another mother are two persons', async () => {
  const person = makePerson({ legacyNumber: null })
  const first = await register(person)
  const second = await register({ ...person, motherName: 'LÊ THỊ KHÁC' })
  expect(second.number).not.toBe(first.number)
})
