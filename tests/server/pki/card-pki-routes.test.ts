import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isSignedBy, readCardCertificate } from '../../../core/pki/certificate.ts'
import { readMasterList } from '../../../core/pki/master-list.ts'
import { readRevocationList } from '../../../core/pki/revocation-list.ts'
import { keepCardPki } from '../../../server/pki/card/keep-card-pki.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { signerAt } from '../../../server/pki/signer-at.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { askGraphql, type HttpServer, openHttp, signIn } from '../../support/http.ts'
import { hireOfficer } from '../../support/officers.ts'
import { isOpensslMissing, openssl, openWorkshop } from './openssl.ts'

let running: TestApp
let server: HttpServer
beforeAll(async () => {
  running = await testApp({ variables: { CARD_PKI_PARAMETERS: 'named' } })
  server = await openHttp(running)
})
afterAll(async () => {
  await server.close()
  await running.close()
})

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${server.url}/pki/${path}`, { headers })
const bytesOf = async (path: string) => new Uint8Array(await (await get(path)).arrayBuffer())

describe('what everybody may have of the card PKI', () => {
  test('is not there before there is a CSCA, and then by its type, with a tag for the next question', async () => {
    expect((await get('csca.cer')).status).toBe(404)
    await keepCardPki(running.app)
    const types = { 'csca.cer': 'pkix-cert', 'crl.crl': 'pkix-crl', 'masterlist.ml': 'pkcs7-mime' }
    for (const [path, type] of Object.entries(types)) {
      const answer = await get(path)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, `application/${type}`])
      expect(answer.headers.get('cache-control')).toBe('public, max-age=3600')
      const again = await get(path, { 'if-none-match': answer.headers.get('etag') ?? '' })
      expect([again.status, (await again.arrayBuffer()).byteLength]).toEqual([304, 0])
    }
    for (const serial of ['00ff', '%00', 'x'.repeat(4000)])
      expect((await get(`certificates/${serial}.cer`)).status).toBe(404)
    const machine = await running.app.db.certificate.findFirstOrThrow({ where: { profile: 'ISSUER' } })
    expect((await get(`certificates/${machine.serial}.cer`)).status).toBe(404)
  })

  test('verifies: the list and the signers under the CSCA, and the CSCA in the master list', async () => {
    const crypto = publicCrypto()
    const csca = readCardCertificate(await bytesOf('csca.cer'))
    const { serial } = await signerAt(running.app, 'DOCUMENT_SIGNER', 'SOD')
    const signer = readCardCertificate(await bytesOf(`certificates/${serial}.cer`))
    const key = csca.publicKey.key
    if (!key) throw new RangeError('no key')
    expect(isSignedBy(signer, key, crypto)).toBe(true)
    expect(isSignedBy(readRevocationList(await bytesOf('crl.crl')), key, crypto)).toBe(true)
    expect(readMasterList(await bytesOf('masterlist.ml')).certificates).toEqual([csca.der])
  })

  test.skipIf(isOpensslMissing())(
    'satisfies OpenSSL with the revocation list, where curves are named',
    async () => {
      using workshop = openWorkshop()
      const { serial } = await signerAt(running.app, 'DOCUMENT_SIGNER', 'SOD')
      const files = { csca: 'csca.cer', list: 'crl.crl', signer: `certificates/${serial}.cer` }
      for (const [name, path] of Object.entries(files)) {
        writeFileSync(workshop.path(`${name}.der`), await bytesOf(path))
        const kind = name === 'list' ? 'crl' : 'x509'
        openssl([kind, '-inform', 'DER', '-in', workshop.path(`${name}.der`), '-out', workshop.path(name)])
      }
      const trusting = ['-CAfile', workshop.path('csca'), '-CRLfile', workshop.path('list')]
      const at = ['-attime', String(Math.floor(running.app.clock() / 1000) + 60)]
      const said = openssl([
        'verify',
        '-crl_check',
        '-x509_strict',
        ...at,
        ...trusting,
        workshop.path('signer'),
      ])
      expect(said.toString()).toContain('OK')
    },
  )
})

test('an administrator sees how the PKI stands and revokes a signer; an approver may neither', async () => {
  const { credentials } = await signIn(server, await hireOfficer(running.app, 'ADMINISTRATOR'))
  const approver = await signIn(server, await hireOfficer(running.app, 'APPROVER'))
  const query = '{ cardPkiStatus { certificates { profile state } alarms { code } recalls { id } } }'
  expect((await askGraphql(server, { query }, approver.credentials)).errors).toEqual(['FORBIDDEN'])
  const { data } = await askGraphql(server, { query }, credentials)
  expect(data).toMatchObject({ cardPkiStatus: { alarms: [], recalls: [] } })
  const { serial } = await signerAt(running.app, 'SLIP_SIGNER', 'SLIP')
  const revoking = {
    query: `mutation { revokeCardCertificate(serial: "${serial}", reason: SUPERSEDED) { ... on RevokedCertificate { recallId } } }`,
  }
  expect((await askGraphql(server, revoking, approver.credentials)).errors).toEqual(['FORBIDDEN'])
  expect((await askGraphql(server, revoking, credentials)).data).toEqual({
    revokeCardCertificate: { recallId: null },
  })
  const { data: after } = await askGraphql(server, { query }, credentials)
  expect(after).toMatchObject({ cardPkiStatus: { alarms: [{ code: 'SIGNER_MISSING' }] } })
})
