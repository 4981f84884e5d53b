/** A capture desk that has nothing of the server but its borders: certified over HTTP and GraphQL like any other. */
import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { fromPem } from '../../core/cms/certificate.ts'
import type { SigningIdentity } from '../../core/cms/signed-data.ts'
import { kioskSettingsSchema } from '../../core/contracts/kiosk-sync.ts'
import {
  assertionType,
  machineAnswerSchema,
  tokenAnswerSchema,
} from '../../core/contracts/machine-sign-in.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { composeApplicationCode } from '../../core/enrollment/application-code.ts'
import { callJson } from '../demo/http.ts'
import type { Installation } from '../demo/installation.ts'
import type { Officer } from '../demo/officer.ts'
import { requestFor, signingKeys } from '../support/machines.ts'
import { devicesAt } from '../support/evidence.ts'
import type { PacketMaker } from '../support/packets.ts'

export interface RemoteDesk extends PacketMaker {
  readonly bearer: string
}

export async function openRemoteDesk({ server, signIn }: Installation): Promise<RemoteDesk> {
  const keys = await signingKeys()
  const body = { kind: 'KIOSK', centre: 'HN001', certificateRequest: await requestFor(keys) }
  const asked = machineAnswerSchema.parse(await callJson(`${server}/machines`, { method: 'POST', body }))
  const administrator = await signIn('quan.tri')
  await administrator.ask(
    'mutation ($id: String!) { certifyMachine(id: $id) { __typename ... on DomainRefusal { code } } }',
    { id: asked.id },
  )
  const machine = machineAnswerSchema.parse(await callJson(`${server}/machines/${asked.id}`))
  const bearer = await accessToken(server, machine.id, keys.privateKey)
  const headers = { authorization: `Bearer ${bearer}` }
  const settings = kioskSettingsSchema.parse(await callJson(`${server}/kiosk/settings`, { headers }))
  await certifyDevices({ server, headers, administrator }, machine.id)
  const waiver = settings.waivers.find(({ subject }) => subject === 'IRIS')
  if (!waiver) throw new Error('the demonstration’s centre has a waiver for its iris scanner')
  let sequence = 0
  return {
    bearer,
    clock: () => Date.now(),
    centre: settings.centre.code,
    kiosk: {
      actor: { id: machine.id },
      identity: {
        certificate: fromPem('CERTIFICATE', machine.certificate ?? ''),
        privateKey: keys.privateKey,
      },
    },
    operator: await signer(await signIn('thu.nhan')),
    supervisor: await signer(await signIn('truong.diem')),
    centreCertificate: fromPem('CERTIFICATE', settings.centreCertificate),
    waiver,
    nextCode: () =>
      composeApplicationCode({
        centre: settings.centre.code,
        machine: settings.machineNumber,
        day: calendarDateAt(Date.now()),
        sequence: ++sequence,
      }),
  }
}

/** Reports the desk's scanner and camera, and has them certified, so that no file is flagged for them. */
async function certifyDevices(
  site: {
    readonly server: string
    readonly headers: Readonly<Record<string, string>>
    readonly administrator: Officer
  },
  machineId: string,
): Promise<void> {
  const { scanner, camera } = devicesAt(machineId)
  const capabilities = { dpi: 500, bitDepth: 8, width: 256, height: 288, templates: [] }
  const devices = [scanner, camera].map((device) => ({ ...device, capabilities }))
  const health = { version: 'bench', clockAheadMs: 0, freeDiskMb: null, waitingPackets: 0 }
  await callJson(`${site.server}/kiosk/devices`, {
    method: 'POST',
    headers: site.headers,
    body: { devices, health },
  })
  const { devices: waiting } = await site.administrator.ask<{
    readonly devices: { readonly edges: readonly { readonly node: { readonly id: string } }[] }
  }>('{ devices(state: REQUESTED) { edges { node { id } } } }')
  for (const { node } of waiting.edges) {
    await site.administrator.ask(
      'mutation ($id: String!) { changeDevice(id: $id, event: certify) { __typename ... on DomainRefusal { code } } }',
      node,
    )
  }
}

async function accessToken(server: string, id: string, key: SigningIdentity['privateKey']): Promise<string> {
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(id)
    .setSubject(id)
    .setAudience(`${server}/machines/token`)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(key)
  const response = await fetch(`${server}/machines/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: assertionType,
      client_assertion: assertion,
    }),
  })
  return tokenAnswerSchema.parse(await response.json()).access_token
}

async function signer(officer: Officer): Promise<PacketMaker['operator']> {
  const keys = await signingKeys()
  const { certifyOfficerKey } = await officer.ask<{
    certifyOfficerKey: { certificate: string; officerId: string }
  }>(
    `mutation ($csr: String!) { certifyOfficerKey(certificateRequest: $csr) {
      __typename ... on OfficerCertificate { certificate officerId } ... on DomainRefusal { code } } }`,
    { csr: await requestFor(keys) },
  )
  const certificate = fromPem('CERTIFICATE', certifyOfficerKey.certificate)
  return {
    officer: { id: certifyOfficerKey.officerId },
    identity: { certificate, privateKey: keys.privateKey },
  }
}
