import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomUUID } from 'node:crypto'
import { CompactSign } from 'jose'
import { joseType } from '../../../core/contracts/agency-query.ts'
import { inspectionPath, inspectionType, mostChipBytes } from '../../../core/contracts/chip-inspection.ts'
import { type PublishedTrust, trustPath } from '../../../core/contracts/chip-trust.ts'
import type { ChipImage } from '../../../core/lds/chip-files.ts'
import { anonymousActor } from '../../../server/kernel/actor.ts'
import { importTrust } from '../../../server/verification/import-trust.ts'
import { ChipTooLarge, IllegalChipFiles, verifyChip } from '../../../server/verification/verify-chip.ts'
import { publicUrl, type TestApp, testApp } from '../../support/app.ts'
import { genuineChip, type GenuineChip } from '../../support/chip-forge.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../support/http.ts'
import { hireOfficer, officerOf } from '../../support/officers.ts'
import { openAgency, type TestAgency } from '../registry/sharing/agencies.ts'

let running: TestApp
let server: HttpServer
let chip: GenuineChip
beforeAll(async () => {
  running = await testApp()
  // Chips of the tests are signed on 22/11/2026.
  running.advanceClock(Date.parse('2026-11-22T04:00:00Z') - running.app.clock())
  server = await openHttp(running)
  chip = await genuineChip()
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const officer = officerOf('ISSUING_OFFICER')
const administrator = officerOf('ADMINISTRATOR')

const filesOf = (image: ChipImage) =>
  Array.from(image, ([name, bytes]) => ({ name, content: Buffer.from(bytes).toString('base64') }))

const verify = (image: ChipImage, requireCrl = false) =>
  verifyChip(running.app, officer, { files: filesOf(image), requireCrl })

const entries = () =>
  running.app.db.auditEntry.findMany({ where: { action: 'chip.verify' }, orderBy: { at: 'desc' } })

describe('a chip verified by this installation', () => {
  it('is not trusted before its CSCA is, and genuine after', async () => {
    const before = await verify(chip.image)
    expect(before.failures.map(({ rule }) => rule)).toEqual(['ISSUER_UNTRUSTED'])
    const imported = await importTrust(running.app, administrator, { file: chip.signer.csca })
    expect([imported.added, imported.known]).toEqual([1, 0])
    expect(await verify(chip.image)).toMatchObject({ genuine: true, failures: [], warnings: [] })
    const again = await importTrust(running.app, administrator, { file: chip.signer.csca })
    expect([again.added, again.known]).toEqual([0, 1])
  })

  it('is refused without a revocation list where one is demanded', async () => {
    const report = await verify(chip.image, true)
    expect(report.failures.map(({ rule }) => rule)).toEqual(['CRL_NEEDED'])
  })

  it('leaves in the audit what was found, and nothing of the person or the card', async () => {
    running.advanceClock(1000)
    await verify(chip.image)
    const [entry] = await entries()
    expect(entry?.details).toBe(JSON.stringify({ genuine: true, failures: '', revocation: 'unknown' }))
    const text = (await entries()).map(({ subjectId, details }) => `${subjectId} ${details}`).join()
    for (const secret of [chip.person.number, chip.person.name, chip.person.chipSerial])
      expect(text).not.toContain(secret)
    expect(running.logged.join()).not.toContain(chip.person.number)
  })

  it('is refused as a list with a file twice, with no file, or not in base64', async () => {
    const [file] = filesOf(chip.image)
    for (const files of [[file, file], [], [{ name: 'DG1', content: '%' }], [{ name: 'DG99', content: '' }]])
      await expect(verifyChip(running.app, officer, { files, requireCrl: false })).rejects.toThrow(
        IllegalChipFiles,
      )
  })

  it('may be no larger than a chip', async () => {
    const image = new Map([['DG2', new Uint8Array(mostChipBytes + 1)]] as const)
    await expect(verify(image)).rejects.toThrow(ChipTooLarge)
  })

  it('may not be verified by nobody in particular, nor trust be changed by an officer', async () => {
    const nobody = verifyChip(running.app, anonymousActor, { files: filesOf(chip.image), requireCrl: false })
    await expect(nobody).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    const import_ = importTrust(running.app, officer, { file: chip.signer.csca })
    await expect(import_).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

describe('trust', () => {
  it('is not given to a document signer, nor to any other file', async () => {
    for (const file of [chip.signer.certificate, new Uint8Array(9), Buffer.from('-----BEGIN X-----')])
      await expect(importTrust(running.app, administrator, { file })).rejects.toThrow(
        /NOT_AN_AUTHORITY|ILLEGAL_TRUST/,
      )
  })

  it('is public', async () => {
    const response = await fetch(server.url + trustPath)
    const { certificates } = (await response.json()) as PublishedTrust
    expect(certificates).toContain(Buffer.from(chip.signer.csca).toString('base64'))
  })
})

describe('over the network', () => {
  it('an officer verifies by GraphQL and reads each finding in both languages', async () => {
    const { credentials } = await signIn(server, await hireOfficer(running.app, 'ISSUING_OFFICER'))
    const image = new Map(chip.image)
    image.delete('DG13')
    const query = `mutation ($files: [ChipFileInput!]!) { verifyChip(files: $files) {
      ... on ChipInspection { genuine failures { rule file clause text { vi en } } revocation } } }`
    const answer = await askGraphql(server, { query, variables: { files: filesOf(image) } }, credentials)
    expect(answer).toMatchObject({
      data: { verifyChip: { genuine: false, failures: [{ rule: 'FILE_ABSENT', file: 'DG13' }] } },
    })
  })

  const claims = (agency: TestAgency, image: ChipImage, changes = {}) => {
    const iat = Math.floor(running.app.clock() / 1000)
    const frame = { iss: agency.code, aud: publicUrl + inspectionPath, iat, exp: iat + 60, jti: randomUUID() }
    return { ...frame, files: filesOf(image), ...changes }
  }
  const ask = async (agency: TestAgency, message: object, typ = inspectionType) => {
    const body = await new CompactSign(Buffer.from(JSON.stringify(message)))
      .setProtectedHeader({ alg: 'ES256', kid: agency.code, typ })
      .sign(agency.keys.privateKey)
    const response = await fetch(server.url + inspectionPath, {
      method: 'POST',
      headers: { 'content-type': joseType },
      body,
    })
    return {
      status: response.status,
      answer: (await response.json()) as { code?: string; genuine?: boolean },
    }
  }

  it('an agency verifies with a message of its own key', async () => {
    const agency = await openAgency(running.app)
    running.advanceClock(1000)
    expect(await ask(agency, claims(agency, chip.image))).toMatchObject({
      status: 200,
      answer: { genuine: true },
    })
    const [entry] = await entries()
    expect(entry?.details).toContain(agency.code)
  })

  it('an agency is refused with another’s key, an old message, another’s address, files that are none', async () => {
    const [agency, other] = [await openAgency(running.app), await openAgency(running.app)]
    const stolen = { ...other, code: agency.code }
    expect(await ask(stolen, claims(agency, chip.image))).toMatchObject({ status: 401 })
    const old = Math.floor(running.app.clock() / 1000) - 1000
    expect(await ask(agency, claims(agency, chip.image, { iat: old, exp: old + 60 }))).toMatchObject({
      status: 401,
      answer: { code: 'QUERY_EXPIRED' },
    })
    expect(await ask(agency, claims(agency, chip.image, { aud: 'https://other.example' }))).toMatchObject({
      status: 401,
    })
    expect(await ask(agency, claims(agency, chip.image, { files: [] }))).toMatchObject({ status: 422 })
    expect(await ask(agency, claims(agency, chip.image), 'agency-query+jwt')).toMatchObject({ status: 400 })
  })

  it('an agency’s inspections count among its questions', async () => {
    const agency = await openAgency(running.app, { perMinute: 1 })
    expect(await ask(agency, claims(agency, chip.image))).toMatchObject({ status: 200 })
    expect(await ask(agency, claims(agency, chip.image))).toMatchObject({ status: 429 })
  })
})
