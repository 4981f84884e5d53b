/** A capture desk at work: its kiosk and two officers, all with certified keys. */
import { fromPem } from '../../core/cms/certificate.ts'
import type { SigningIdentity } from '../../core/cms/signed-data.ts'
import { addDays, calendarDateAt } from '../../core/dates/calendar-date.ts'
import { type ApplicationCode, composeApplicationCode } from '../../core/enrollment/application-code.ts'
import type { ServerApp } from '../../server/graphql/context.ts'
import { grantHardwareWaiver } from '../../server/enrollment/waivers/grant-hardware-waiver.ts'
import { certifyOfficerKey } from '../../server/pki/certify-officer-key.ts'
import { kioskSettings } from '../../server/pki/kiosk-settings.ts'
import { centres } from './app.ts'
import { registerDevices } from './evidence.ts'
import { installMachine, type Machine, requestFor, signingKeys } from './machines.ts'
import { type Officer, officerOf } from './officers.ts'

/** An officer with the key that captures are signed with. */
export interface Signer {
  readonly officer: Officer
  readonly identity: SigningIdentity
}

export interface Desk {
  readonly app: ServerApp
  readonly clock: () => number
  readonly centre: string
  readonly kiosk: Machine
  readonly operator: Signer
  readonly supervisor: Signer
  /** DER: packets are sealed for it. */
  readonly centreCertificate: Uint8Array
  readonly waiver: { readonly id: string; readonly validTo: string }
  /** The code of the desk's next file, of the app's today. */
  nextCode(): ApplicationCode
}

export async function openDesk(
  app: ServerApp,
  { code: centre, unitCode }: { readonly code: string; readonly unitCode: string } = centres.here,
): Promise<Desk> {
  const kiosk = await installMachine(app, 'KIOSK', centre)
  await registerDevices(app, kiosk.actor.id)
  const waiver = await waiveIris(app, { centre, unitCode })
  const settings = await kioskSettings(app, kiosk.actor)
  let sequence = 0
  return {
    app,
    clock: app.clock,
    centre,
    kiosk,
    operator: await signerAt(app, officerOf('CAPTURE_OFFICER', unitCode)),
    supervisor: await signerAt(app, officerOf('STATION_SUPERVISOR', unitCode)),
    centreCertificate: fromPem('CERTIFICATE', settings.centreCertificate),
    waiver,
    nextCode: () =>
      composeApplicationCode({
        centre,
        machine: kiosk.number,
        day: calendarDateAt(app.clock()),
        sequence: ++sequence,
      }),
  }
}

/** No centre of the tests has an iris scanner. */
async function waiveIris(
  app: ServerApp,
  { centre, unitCode }: { readonly centre: string; readonly unitCode: string },
): Promise<Desk['waiver']> {
  const validFrom = calendarDateAt(app.clock())
  const validTo = addDays(validFrom, 366)
  const id = await grantHardwareWaiver(app, officerOf('STATION_SUPERVISOR', unitCode), {
    centre,
    subject: 'IRIS',
    validFrom,
    validTo,
    reason: 'Điểm thu nhận chưa được trang bị thiết bị.',
  })
  return { id, validTo }
}

/** Certifies a fresh key of an officer. */
export async function signerAt(app: ServerApp, officer: Officer): Promise<Signer> {
  const keys = await signingKeys()
  const { certificate } = await certifyOfficerKey(app, officer, {
    certificateRequest: await requestFor(keys),
  })
  return {
    officer,
    identity: { certificate: fromPem('CERTIFICATE', certificate), privateKey: keys.privateKey },
  }
}
