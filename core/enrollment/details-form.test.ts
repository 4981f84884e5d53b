import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { consentBytes, consentTextOf, consentTextOn } from './consent.ts'
import { currentDetailsForm, detailsFormBytes, detailsForms, detailsFormSchema } from './details-form.ts'
import { declaredPersonSchema } from './packet.ts'
import type { CalendarDate } from '../dates/calendar-date.ts'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Packets name these: what was once given out may never read otherwise. Another wording is another version. */
const givenOut: Readonly<Record<string, string>> = {
  '2024-07.1': '14cb52d8da8a57c0a7581139fdc60d1f8efb894f695d56a2c29c5e01ead7c193',
  '2024-07.2': '4c83f35e885094cf4375f4f4710f6913cf96761e219ce4d0beb755dc0295edcf',
}
const agreedTo: Readonly<Record<string, string>> = {
  '2021-07': 'f65aeae8fb4cceccdff48fee2efbc7bdb3e356ac05ac3995b9700439c00a5053',
  '2024-07': 'ce00685365fe2aaff34330a7ec6b00fcecfc9aa33ca7eadd956301f8acc9df7e',
}

test('a form that was given out is never edited', () => {
  const hashes = Object.fromEntries(
    detailsForms.map((form) => [form.version, sha256(detailsFormBytes(form))]),
  )
  expect(hashes).toEqual(givenOut)
})

test('a text of consent that was agreed to is never edited', () => {
  const hashes = Object.keys(agreedTo).map((version) => [
    version,
    sha256(consentBytes(consentTextOf(version) ?? consentTextOn('2016-01-01' as CalendarDate))),
  ])
  expect(Object.fromEntries(hashes)).toEqual(agreedTo)
})

test('the hash is of the meaning: the order of members does not matter', () => {
  const form = currentDetailsForm()
  const turned = Object.fromEntries(Object.entries(form).reverse())
  expect(sha256(detailsFormBytes(detailsFormSchema.parse(turned)))).toBe(sha256(detailsFormBytes(form)))
})

test('every datum of the person has its field, once', () => {
  const paths = currentDetailsForm().boxes.flatMap(({ fields }) => fields.map(({ path }) => path))
  expect(new Set(paths).size).toBe(paths.length)
  for (const field of Object.keys(declaredPersonSchema.shape)) expect(paths).toContain(`person.${field}`)
})

test('the text of the law in force is shown', () => {
  expect(consentTextOn('2024-06-30' as CalendarDate).version).toBe('2021-07')
  expect(consentTextOn('2024-07-01' as CalendarDate).version).toBe('2024-07')
  expect(consentTextOf('1999')).toBeNull()
})
