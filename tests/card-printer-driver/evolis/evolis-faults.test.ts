/** What goes wrong in and around the printer: a condition that the operator can mend, and no card that nobody knows of. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChipEncoder } from '../../../card-printer-driver/chip/chip-encoder.ts'
import { ChipNotWritten } from '../../../card-printer-driver/chip/personalisation-refusals.ts'
import { CardRasteriser } from '../../../card-printer-driver/card-raster.ts'
import { stationEncoder } from '../../../card-printer-driver/emulators/evolis/station-encoder.ts'
import type { EvolisCardPrinter } from '../../../card-printer-driver/evolis/evolis-card-printer.ts'
import type { CardProgress } from '../../../card-printer-driver/printer.ts'
import { openEscClient } from './esc-client.ts'
import { driverOf, ended, plainCard, printed, until } from './driver.ts'
import { type EvolisProcess, startEvolis } from './evolis-process.ts'

const pdf = plainCard()
let rasteriser: CardRasteriser
let emulator: EvolisProcess
let printer: EvolisCardPrinter

/** Cards that the printer had drawn in before the test. */
let earlier: number

beforeAll(async () => {
  ;[emulator, rasteriser] = await Promise.all([
    startEvolis('--blanks', 'PT26-000001:60', '--output', '2', '--reject', '1'),
    CardRasteriser.open(),
  ])
  return async () => {
    rasteriser.close()
    await emulator.stop()
  }
})
beforeEach(async () => {
  printer = driverOf(emulator, rasteriser)
  earlier = (await emulator.state()).inserted
})
/** As it was delivered, save for the blanks that are gone. */
afterEach(async () => {
  await printer.close()
  await emulator.setFaults({})
  await emulator.operate({ action: 'removeCard' }).catch(() => undefined)
  await emulator.operate({ action: 'emptyOutput' })
  await emulator.operate({ action: 'emptyReject' })
  await emulator.operate({ action: 'changeRibbon', kind: 'ymckok', sets: 200 })
})

/** Where the cards of this test are, in the order in which they were drawn in. */
const places = async () =>
  (await emulator.cards())
    .filter(({ number }) => number !== null && number > earlier)
    .map(({ place }) => place)
const failure = (reason: string, untouched = false): CardProgress =>
  expect.objectContaining({ state: 'failed', untouched, reason })

describe('before a blank moves', () => {
  test('the printer says what it lacks, and nothing moves', async () => {
    const mended = async () => {
      await emulator.setFaults({})
      await emulator.operate({ action: 'changeRibbon', kind: 'ymckok', sets: 20 })
    }
    const cases = [
      ['COVER_OPEN', () => emulator.setFaults({ coverOpen: true })],
      ['RIBBON_MISSING', () => emulator.operate({ action: 'changeRibbon', kind: null, sets: 0 })],
      ['RIBBON_WRONG', () => emulator.operate({ action: 'changeRibbon', kind: 'ko', sets: 10 })],
      ['RIBBON_OUT', () => emulator.operate({ action: 'changeRibbon', kind: 'ymckok', sets: 0 })],
      ['CLEANING_NEEDED', () => emulator.setFaults({ cleaningMandatory: true })],
      ['PRINTER_OFF', () => emulator.setFaults({ off: true })],
    ] as const
    for (const [code, breakIt] of cases) {
      await breakIt()
      await expect(printer.feed('một')).rejects.toMatchObject({ code })
      expect(await printer.trouble()).toBe(code)
      await mended()
      expect(await printer.trouble()).toBeNull()
    }
    expect(await places()).toEqual([])
  })

  test('it prints with a ribbon whose tag cannot be read, and says that it does not know it', async () => {
    await emulator.setFaults({ ribbonTagUnreadable: true })
    expect(await printer.state()).toMatchObject({ trouble: null, ribbon: { kind: '', left: null } })
    expect(await printed(printer, await printer.feed('một'), pdf)).toEqual({ state: 'printed' })
  })

  test('a second driver is shown the door, and the first goes on', async () => {
    const held = await printer.feed('một')
    const second = driverOf(emulator, rasteriser)
    expect(await second.trouble()).toBe('LINE_BUSY')
    await expect(second.feed('hai')).rejects.toMatchObject({ code: 'LINE_BUSY' })
    expect(await printed(printer, held, pdf)).toEqual({ state: 'printed' })
    expect(await places()).toEqual(['OUTPUT'])
  })

  test('a blank that jams on its way in goes out under the feeder once it is free, and no other comes before', async () => {
    await emulator.setFaults({ trips: [{ at: 'feed', cause: 'JAM', part: 0.7 }] })
    await expect(printer.feed('một')).rejects.toMatchObject({ code: 'JAMMED' })
    await expect(printer.feed('hai')).rejects.toMatchObject({ code: 'JAMMED' })
    await emulator.operate({ action: 'freeCard' })
    const held = await printer.feed('ba')
    expect(await places()).toEqual(['REAR', 'CONTACT'])
    await held.giveBack()
    expect(await places()).toEqual(['REAR', 'REAR'])
  })
})

describe('in the middle of a print', () => {
  test.each([
    ['COVER', 'COVER_OPENED', 'COVER_OPEN', () => emulator.setFaults({})],
    ['JAM', 'JAM', 'JAMMED', () => emulator.operate({ action: 'freeCard' })],
    ['HEAD', 'HEAD_FAULT', 'HEAD_FAULT', () => emulator.setFaults({})],
  ] as const)(
    '%s: the card is spoiled, and in the reject box before the next one is fed',
    async (cause, reason, trouble, mend) => {
      await emulator.setFaults({ trips: [{ at: 'print', panel: 'c', cause, part: 0.3 }] })
      const held = await printer.feed('một')
      expect(await printed(printer, held, pdf)).toEqual(failure(reason))
      await expect(held.reject()).rejects.toMatchObject({ code: trouble })
      expect(await printer.trouble()).toBe(trouble)
      await mend()
      expect(await printer.trouble()).toBeNull()
      expect(await printed(printer, await printer.feed('hai'), pdf)).toEqual({ state: 'printed' })
      expect(await places()).toEqual(['REJECT', 'OUTPUT'])
    },
  )

  test('the ribbon tears: mended, the spoiled card goes away and the next is whole', async () => {
    await emulator.setFaults({ trips: [{ at: 'print', panel: 'm', cause: 'RIBBON' }] })
    const held = await printer.feed('một')
    expect(await printed(printer, held, pdf)).toEqual(failure('RIBBON_ENDED'))
    await held.reject()
    expect(await printed(printer, await printer.feed('hai'), pdf)).toEqual({ state: 'printed' })
    expect(await places()).toEqual(['REJECT', 'OUTPUT'])
  })

  test('a jammed card that the operator takes out is not looked for any more', async () => {
    await emulator.setFaults({ trips: [{ at: 'flip', cause: 'JAM' }] })
    const held = await printer.feed('một')
    expect(await printed(printer, held, pdf)).toEqual(failure('JAM'))
    await emulator.operate({ action: 'removeCard' })
    await held.reject()
    expect(await printer.trouble()).toBeNull()
    expect(await places()).toEqual(['REMOVED'])
  })

  test('the power fails between two bytes: the card is spoiled once the printer is back', async () => {
    const held = await printer.feed('một')
    await emulator.setFaults({ powerLossAfterBytes: 9000 })
    const { jobId } = await held.print({ pdf, template: 'CC_2024' })
    await expect(ended(printer, jobId)).rejects.toMatchObject({ code: 'PRINTER_OFF' })
    await emulator.setFaults({})
    expect(await ended(printer, jobId)).toEqual(failure('POWER_LOST'))
    await held.reject()
    expect(await places()).toEqual(['REJECT'])
  })

  test('the cable is pulled and the card comes out all the same: the tray has it', async () => {
    const held = await printer.feed('một')
    // Everything is done and said, save that nobody hears the last word.
    await emulator.setFaults({ trips: [{ at: 'eject', cause: 'POWER', part: 1 }] })
    const { jobId } = await held.print({ pdf, template: 'CC_2024' })
    await expect(ended(printer, jobId)).rejects.toMatchObject({ code: 'PRINTER_OFF' })
    await emulator.setFaults({})
    expect(await ended(printer, jobId)).toEqual({ state: 'printed' })
    expect(await printer.tray(jobId)).toBeInstanceOf(Uint8Array)
  })

  test('the next lane waits until the card has left, and gives up when it is told to', async () => {
    const held = await printer.feed('một')
    const stop = new AbortController()
    const waiting = printer.feed('hai', { ended: stop.signal })
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ code: 'NOT_ACCEPTING' })
    const order: string[] = []
    const next = printer.feed('ba', { moving: async () => void order.push('second moves') })
    expect(await printed(printer, held, pdf)).toEqual({ state: 'printed' })
    order.unshift('first printed')
    await (await next).giveBack()
    expect(order).toEqual(['first printed', 'second moves'])
    expect(await places()).toEqual(['OUTPUT', 'REAR'])
  })
})

test('a chip that the contacts have missed is brought to them once more', async () => {
  const reader = stationEncoder(emulator.chip)
  let asked = 0
  const missing: ChipEncoder = {
    ...reader,
    present: async (blank, stop) => {
      if (asked++ === 0) throw new ChipNotWritten('CHIP_NOT_THERE', 'untouched')
      return await reader.present(blank, stop)
    },
  }
  const other = driverOf(emulator, rasteriser, { encoder: async () => missing })
  const held = await other.feed('một')
  const chip = await held.encoder?.present({ serial: '' }, new AbortController().signal)
  expect((await chip?.connect())?.atr.length).toBeGreaterThan(4)
  const journal = await emulator.journal()
  expect(journal.filter(({ event }) => event === 'moved').slice(-2)).toMatchObject([
    { to: 'PRINT' },
    { to: 'CONTACT' },
  ])
  await other.close()
})

describe('no room', () => {
  /** A card that is printed whole and waits inside; of a second driver. */
  async function waitingForRoom() {
    for (const name of ['một', 'hai'])
      expect(await printed(printer, await printer.feed(name), pdf)).toEqual({ state: 'printed' })
    await expect(printer.feed('ba')).rejects.toMatchObject({ code: 'HOPPER_FULL' })
    await printer.close()
    // Somebody else's client takes no heed of the hopper.
    await until(async () => {
      const client = await openEscClient(emulator.line)
      const said = await client.say('Sis').catch(() => 'still busy')
      client.close()
      return said === 'OK'
    })
    const again = driverOf(emulator, rasteriser)
    const held = await again.leftover()
    const { jobId } = (await held?.print({ pdf, template: 'CC_2024' })) ?? { jobId: 0 }
    await until(async () => (await again.trouble()) === 'HOPPER_FULL')
    return { again, held, jobId }
  }

  test('in the hopper: nothing is fed, and a card that is whole by then waits inside until there is', async () => {
    const { again, jobId } = await waitingForRoom()
    expect(await again.progress(jobId)).toEqual({ state: 'printing' })
    await emulator.operate({ action: 'emptyOutput' })
    expect(await ended(again, jobId)).toEqual({ state: 'printed' })
    expect(await places()).toEqual(['OUTPUT', 'OUTPUT', 'OUTPUT'])
    await again.close()
  })

  test('in the hopper: a whole card that is given up meanwhile goes into the reject box, not among the good ones', async () => {
    const { again, held } = await waitingForRoom()
    held?.letGo()
    await expect(held?.reject()).rejects.toMatchObject({ code: 'HOPPER_FULL' })
    await emulator.operate({ action: 'emptyOutput' })
    await until(async () => (await again.trouble()) === null)
    expect(await places()).toEqual(['OUTPUT', 'OUTPUT', 'REJECT'])
    await again.close()
  })

  test('in the reject box: the spoiled card stays inside, nothing is fed, and it goes there when there is', async () => {
    await (await printer.feed('một')).reject()
    const second = await printer.feed('hai')
    await expect(second.reject()).rejects.toMatchObject({ code: 'REJECT_BOX_FULL' })
    await expect(printer.feed('ba')).rejects.toMatchObject({ code: 'REJECT_BOX_FULL' })
    await emulator.operate({ action: 'emptyReject' })
    await (await printer.feed('bốn')).giveBack()
    expect(await places()).toEqual(['REJECT', 'REJECT', 'REAR'])
  })
})

describe('after a restart of the station', () => {
  test('a card that lies inside stands in the way until somebody decides about it', async () => {
    await printer.feed('một')
    await printer.close()
    const again = driverOf(emulator, rasteriser)
    expect(await again.trouble()).toBe('CARD_INSIDE')
    await expect(again.feed('hai')).rejects.toMatchObject({ code: 'CARD_INSIDE' })
    expect(await again.state()).toMatchObject({ cardInside: true, counters: { cards: earlier + 1 } })
    const card = await again.leftover()
    const chip = await card?.encoder?.present({ serial: '' }, new AbortController().signal)
    expect((await chip?.connect())?.atr.length).toBeGreaterThan(4)
    expect(await again.rejectLeftover()).toBe(true)
    expect(await again.rejectLeftover()).toBe(false)
    expect(await places()).toEqual(['REJECT'])
    await again.close()
  })

  test('a half printed card is known as broken, one that came out as printed', async () => {
    expect(await printed(printer, await printer.feed('một'), pdf)).toEqual({ state: 'printed' })
    await emulator.setFaults({ trips: [{ at: 'print', panel: 'k', cause: 'POWER' }] })
    const held = await printer.feed('hai')
    await held.print({ pdf, template: 'CC_2024' })
    await until(async () => !(await emulator.state()).powered)
    await printer.close()
    await emulator.setFaults({})
    const again = driverOf(emulator, rasteriser)
    expect(await again.progress(earlier + 1)).toEqual({ state: 'printed' })
    expect(await again.progress(earlier + 2)).toEqual(failure('POWER_LOST'))
    await expect(again.progress(earlier + 3)).rejects.toMatchObject({ code: 'PRINTER_PROTOCOL_FAULT' })
    await again.close()
  })

  test('a card that nobody can tell of is let go, and keeps the next one out', async () => {
    const held = await printer.feed('một')
    held.letGo()
    expect(await printer.trouble()).toBe('CARD_INSIDE')
    await expect(printer.feed('hai')).rejects.toMatchObject({ code: 'CARD_INSIDE' })
    await emulator.operate({ action: 'removeCard' })
    await (await printer.feed('ba')).giveBack()
  })
})
