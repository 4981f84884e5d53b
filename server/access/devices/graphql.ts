import { z } from 'zod'
import { deviceStandings } from '../../../core/contracts/kiosk-sync.ts'
import { meetsEnrollmentGrade } from '../../../core/enrollment/evidence.ts'
import { DomainError } from '../../../core/errors.ts'
import { possibleEvents } from '../../../core/lifecycle/machine.ts'
import { deviceLifecycle } from '../../../core/lifecycle/operation.ts'
import { builder } from '../../graphql/builder.ts'
import type { App } from '../../kernel/app.ts'
import { reachOf } from '../../kernel/authorise.ts'
import { changeDevice, deviceEvents, deviceReasons } from './change-device.ts'
import { moveDevice } from './move-device.ts'

const grade = z.object({ dpi: z.number(), bitDepth: z.number() })

/** Null where the scanner does not tell. */
function gradeOf(capabilities: unknown): boolean | null {
  const told = grade.safeParse(capabilities).data
  return told ? meetsEnrollmentGrade(told) : null
}

async function claimantName(app: App, id: string | null): Promise<string | null> {
  const machine =
    id &&
    (await app.db.machine.findUnique({ where: { id }, include: { centre: { select: { name: true } } } }))
  return machine ? `${machine.centre.name}, ${machine.number ?? '?'}` : null
}

const registeredStates = deviceStandings.filter((standing) => standing !== 'ELSEWHERE')
const State = builder.enumType('DeviceState', { values: registeredStates })
const Event = builder.enumType('DeviceEvent', { values: deviceEvents })
const Reason = builder.enumType('DeviceReason', { values: deviceReasons })

builder.prismaObject('Device', {
  description: 'A scanner, camera or reader at a kiosk.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.exposeString('kind'),
    model: t.exposeString('model'),
    serial: t.exposeString('serial'),
    firmware: t.exposeString('firmware', { nullable: true }),
    state: t.field({
      type: State,
      select: { status: true },
      resolve: ({ status }) => registeredStates.find((known) => known === status) ?? 'REQUESTED',
    }),
    machine: t.relation('machine'),
    claimedBy: t.exposeString('claimedBy', {
      nullable: true,
      description: 'Id of another kiosk that reports it: it may have been carried there.',
    }),
    claimant: t.field({
      type: 'String',
      nullable: true,
      description: 'The other kiosk, by its centre and number.',
      select: { claimedBy: true },
      resolve: ({ claimedBy }, _args, { app }) => claimantName(app, claimedBy),
    }),
    enrolls: t.boolean({
      nullable: true,
      description:
        'Of a fingerprint scanner: good enough to enroll with. Null where the question does not arise.',
      select: { kind: true, capabilities: true },
      resolve: ({ kind, capabilities }) => (kind === 'FINGERPRINT' ? gradeOf(capabilities) : null),
    }),
    capabilities: t.string({
      description: 'JSON: dpi, bitDepth, width, height, templates',
      select: { capabilities: true },
      resolve: ({ capabilities }) => JSON.stringify(capabilities),
    }),
    reportedAt: t.expose('reportedAt', { type: 'DateTime' }),
    seenAt: t.expose('seenAt', { type: 'DateTime' }),
    possibleEvents: t.stringList({
      select: { status: true },
      resolve: ({ status }) => [...possibleEvents(deviceLifecycle, status)],
    }),
  }),
})

builder.queryField('devices', (t) =>
  t.prismaConnection({
    type: 'Device',
    cursor: 'id',
    description:
      'Devices of the kiosks within reach, those of one state, or those that turned up at another kiosk.',
    authScopes: { may: 'device.read' },
    args: { state: t.arg({ type: State }), elsewhere: t.arg.boolean({ defaultValue: false }) },
    maxSize: 50,
    defaultSize: 50,
    resolve: async (query, _root, { state, elsewhere }, { app, actor }) => {
      const units = await reachOf(app, actor, 'device.read')
      return app.db.device.findMany({
        ...query,
        where: {
          ...(state && { status: state }),
          ...(elsewhere && { claimedBy: { not: null } }),
          ...(units && { machine: { centre: { unitCode: { in: [...units] } } } }),
        },
        orderBy: { id: 'asc' },
      })
    },
  }),
)

builder.mutationField('changeDevice', (t) =>
  t.prismaField({
    type: 'Device',
    description: 'Certifies a device that a kiosk reported, or takes one out of use for a reason.',
    authScopes: { may: 'device.manage' },
    errors: { types: [DomainError], union: { name: 'ChangeDeviceResult' } },
    args: {
      id: t.arg.string({ required: true }),
      event: t.arg({ type: Event, required: true }),
      reason: t.arg({ type: Reason }),
    },
    resolve: async (query, _root, { id, event, reason }, { app, actor }) => {
      await changeDevice(app, actor, { id, event, reason: reason ?? null })
      return app.db.device.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

builder.mutationField('moveDevice', (t) =>
  t.prismaField({
    type: 'Device',
    description: 'Registers a device at another kiosk.',
    authScopes: { may: 'device.manage' },
    errors: { types: [DomainError], union: { name: 'MoveDeviceResult' } },
    args: { id: t.arg.string({ required: true }), machineId: t.arg.string({ required: true }) },
    resolve: async (query, _root, args, { app, actor }) => {
      await moveDevice(app, actor, args)
      return app.db.device.findUniqueOrThrow({ ...query, where: { id: args.id } })
    },
  }),
)
