import { randomUUID } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { z } from 'zod'
import {
  assertionType,
  machineAnswerSchema,
  tokenAnswerSchema,
  type MachineAnswer,
} from '../core/contracts/machine-sign-in.ts'
import { DomainError } from '../core/errors.ts'
import { now, sleep } from './clock.ts'
import { call, readAnswer, ServerUnreachable } from './http.ts'
import { certificateRequest, type MachineKey } from './machine-key.ts'

/** An administrator refused or withdrew this station. */
export class StationNotAdmitted extends DomainError<'STATION_NOT_ADMITTED'> {
  constructor(state: string) {
    super(
      'STATION_NOT_ADMITTED',
      {
        vi: 'Trạm in này không được phép làm việc. Hãy liên hệ quản trị viên.',
        en: `This station may not work: ${state}. Ask an administrator.`,
      },
      { state },
    )
  }
}

export interface Installation {
  readonly serverUrl: string
  readonly directory: string
  readonly centre: string
  readonly key: MachineKey
}

const machineFile = 'station.json'
const machineFileSchema = z.object({ id: z.uuid() })

/** The station's id: remembered, or asked for with a certificate request at the first start. */
export async function registerMachine({ serverUrl, directory, centre, key }: Installation): Promise<string> {
  const file = join(directory, machineFile)
  const stored = await readFile(file, 'utf8').catch(() => null)
  if (stored !== null) return machineFileSchema.parse(JSON.parse(stored)).id
  const body = JSON.stringify({
    kind: 'STATION',
    centre,
    certificateRequest: await certificateRequest(key),
  })
  const answer = await call({
    method: 'POST',
    url: `${serverUrl}/machines`,
    headers: { 'content-type': 'application/json' },
    body,
  })
  const { id } = readAnswer(machineAnswerSchema, answer.body)
  await writeFile(file, JSON.stringify({ id }), { mode: 0o600, flush: true })
  return id
}

const dead: readonly MachineAnswer['state'][] = ['REFUSED', 'REVOKED', 'DECOMMISSIONED']

/** Asks until an administrator has certified the station. Throws {@link StationNotAdmitted}; null when stopped. */
export async function waitUntilCertified(
  machine: { readonly serverUrl: string; readonly id: string },
  pollMilliseconds: number,
  stop: AbortSignal,
): Promise<MachineAnswer | null> {
  while (!stop.aborted) {
    const answer = await machineState(machine)
    if (answer?.state === 'ACTIVE') return answer
    if (answer && dead.includes(answer.state)) throw new StationNotAdmitted(answer.state)
    await sleep(pollMilliseconds, stop)
  }
  return null
}

async function machineState({
  serverUrl,
  id,
}: {
  readonly serverUrl: string
  readonly id: string
}): Promise<MachineAnswer | null> {
  try {
    const answer = await call({ method: 'GET', url: `${serverUrl}/machines/${id}` })
    return readAnswer(machineAnswerSchema, answer.body)
  } catch (error) {
    if (error instanceof ServerUnreachable) return null
    throw error
  }
}

/** Seconds that an assertion lives: RFC 7523, 3, asks for a short time; the server takes at most 60. */
const assertionSeconds = 50

/** Signs in (RFC 7523, 2.2) and gives the bearer token. */
export async function signIn(machine: {
  readonly serverUrl: string
  readonly id: string
  readonly key: MachineKey
}): Promise<string> {
  const url = `${machine.serverUrl}/machines/token`
  const issuedAt = Math.floor(now() / 1000)
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer(machine.id)
    .setSubject(machine.id)
    .setAudience(url)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + assertionSeconds)
    .sign(machine.key.privateKey)
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: assertionType,
    client_assertion: assertion,
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await call({ method: 'POST', url, headers, body: form.toString() })
  return readAnswer(tokenAnswerSchema, answer.body).access_token
}
