import { toPem } from '../../core/cms/certificate.ts'
import type { KioskSettings } from '../../core/contracts/kiosk-sync.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { currentDetailsForm } from '../../core/enrollment/details-form.ts'
import type { Actor } from '../kernel/actor.ts'
import { demand } from '../kernel/authorise.ts'
import { calendarDateOf, dateOf, instantAt } from '../kernel/clock.ts'
import { NotFound } from '../kernel/errors.ts'
import { centreCertificate, type WithAuthority } from './issuing.ts'

/** What a kiosk must hold to work, offline too: its centre, whom to trust and whom to seal packets for. */
export async function kioskSettings(app: WithAuthority, actor: Actor): Promise<KioskSettings> {
  demand(actor, 'kiosk.settings')
  const machine = await app.db.machine.findUnique({
    where: { id: actor.id ?? '' },
    include: { centre: true },
  })
  if (!machine) throw new NotFound('machine')
  const { code, name, unitCode } = machine.centre
  return {
    centre: { code, name, unit: unitCode },
    machineNumber: machine.number ?? 0,
    serverTime: instantAt(app.clock()).toISOString(),
    centreCertificate: await centreCertificate(app, code),
    detailsForm: currentDetailsForm(),
    signedQrOnCard: app.env.signedQrOnCard,
    issuer: toPem('CERTIFICATE', app.authority.certificate.der),
    waivers: await waiversOf(app, code),
  }
}

/** In force or to come: a kiosk may be offline for weeks. */
async function waiversOf(app: WithAuthority, centreCode: string): Promise<KioskSettings['waivers']> {
  const today = dateOf(calendarDateAt(app.clock()))
  const waivers = await app.db.hardwareWaiver.findMany({
    where: { centreCode, validTo: { gte: today } },
    orderBy: { validFrom: 'asc' },
  })
  return waivers.map(({ id, subject, validFrom, validTo }) => ({
    id,
    subject: subject as KioskSettings['waivers'][number]['subject'],
    validFrom: calendarDateOf(validFrom),
    validTo: calendarDateOf(validTo),
  }))
}
