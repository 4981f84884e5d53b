/** What crosses between a kiosk and the server over HTTP, all with the machine's bearer token. */
import { z } from 'zod'
import { deviceIdentitySchema } from '../enrollment/evidence.ts'
import { detailsFormSchema } from '../enrollment/details-form.ts'

/** GET /kiosk/settings: what a kiosk must hold to work, offline too. */
export const kioskSettingsSchema = z.object({
  centre: z.object({ code: z.string(), name: z.string(), unit: z.string() }),
  machineNumber: z.int(),
  serverTime: z.iso.datetime(),
  /** Certificates, PEM: packets are sealed for `centreCertificate`; signers chain to `issuer`. */
  centreCertificate: z.string(),
  issuer: z.string(),
  /** The form of the Details pane that is in force; a kiosk compares its hash and names it in every packet. */
  detailsForm: detailsFormSchema.optional(),
  /** Whether cards are made with a signed QR on them: the desk shows its place. Older servers tell nothing and make none. */
  signedQrOnCard: z.boolean().optional(),
  /** Hardware that the centre may do without, and until when: what is in force or to come. */
  waivers: z
    .array(
      z.object({
        id: z.uuid(),
        subject: z.enum(['IRIS', 'SLAP']),
        validFrom: z.iso.date(),
        validTo: z.iso.date(),
      }),
    )
    .default([]),
})
export type KioskSettings = z.infer<typeof kioskSettingsSchema>

/**
 * What the server answers for a packet that it holds for good. `jws` is its signature (core/cms/receipt.ts): the kiosk
 * removes nothing before it has checked it.
 */
export const packetReceiptSchema = z.object({
  sha256: z.string(),
  applicationCode: z.string(),
  receivedAt: z.iso.datetime(),
  jws: z.string(),
})
export type PacketReceipt = z.infer<typeof packetReceiptSchema>

/*
 * POST  /packets           the sealed packet at once (application/cms); the same bytes again give the same receipt
 * GET   /packets/{sha256}  {@link packetStateSchema}; 404 where nothing of it is there
 * PATCH /packets/{sha256}  a piece of it (core/contracts/uploads.ts: `chunkType`, `offsetHeader`), with the whole length;
 *                          what arrives of a piece that is cut off is kept. 200 {@link packetProgressSchema}; 201 the receipt
 *                          once the last byte is there; 409 WRONG_OFFSET names in `upload-offset` what is held
 */
export const packetProgressSchema = z.object({ received: z.int().nonnegative() })
export type PacketProgress = z.infer<typeof packetProgressSchema>

/** How far the server is with a packet: PARTIAL, pieces are there; else its state and the receipt. */
export const packetStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('PARTIAL'), received: z.int().nonnegative() }),
  z.object({
    state: z.enum(['STORED', 'OPENED', 'REFUSED', 'QUARANTINED']),
    refusalCode: z.string().nullable(),
    receipt: packetReceiptSchema,
  }),
])
export type PacketState = z.infer<typeof packetStateSchema>

/** Header of a piece: bytes of the whole packet. */
export const lengthHeader = 'upload-length'
/** Header that names the application, so that the server can expect and report the file without opening it. */
export const applicationCodeHeader = 'x-application-code'

/** Every refusal over HTTP has this body; texts are for people, the code for programs. */
export const refusalSchema = z.object({
  code: z.string(),
  vi: z.string(),
  en: z.string(),
})
export type Refusal = z.infer<typeof refusalSchema>

/** A device as the kiosk found it when it opened it. */
export const reportedDeviceSchema = z.strictObject({
  ...deviceIdentitySchema.shape,
  capabilities: z.strictObject({
    dpi: z.int().positive().nullable(),
    bitDepth: z.int().positive().nullable(),
    width: z.int().positive().nullable(),
    height: z.int().positive().nullable(),
    templates: z.array(z.string().max(40)).max(10),
  }),
})
export type ReportedDevice = z.infer<typeof reportedDeviceSchema>

/** POST /kiosk/devices: what is attached to the kiosk, and how the kiosk is; at each synchronisation. */
export const deviceReportSchema = z.strictObject({
  devices: z.array(reportedDeviceSchema).max(20),
  health: z.strictObject({
    /** Of the kiosk's program. */
    version: z.string().max(40),
    clockAheadMs: z.int().nullable(),
    freeDiskMb: z.int().nonnegative().nullable(),
    waitingPackets: z.int().nonnegative(),
  }),
})
export type DeviceReportBody = z.infer<typeof deviceReportSchema>

/** State of a device of core/lifecycle/operation.ts; ELSEWHERE: it is registered at another kiosk, and stays so until an administrator moves it. */
export const deviceStandings = [
  'REQUESTED',
  'ACTIVE',
  'SUSPENDED',
  'REFUSED',
  'REVOKED',
  'DECOMMISSIONED',
  'ELSEWHERE',
] as const
export type DeviceStanding = (typeof deviceStandings)[number]

export const deviceReportAnswerSchema = z.object({
  devices: z.array(
    deviceIdentitySchema
      .pick({ kind: true, model: true, serial: true })
      .extend({ standing: z.enum(deviceStandings) }),
  ),
})
export type DeviceReportAnswer = z.infer<typeof deviceReportAnswerSchema>
