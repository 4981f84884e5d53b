import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { PairScores } from '../../core/biometrics/error-rates.ts'
import type { FingerImage } from '../../core/biometrics/finger-image.ts'
import { measureRidges, type QualityMeasures } from '../../core/biometrics/finger-quality-measures.ts'
import { fullEffort, matchPacked } from '../../core/biometrics/match-finger.ts'
import {
  FingerImageUnusable,
  type MinutiaeTemplate,
  readRidges,
  type RidgesRead,
} from '../../core/biometrics/minutiae.ts'
import { packFinger } from '../../core/biometrics/packed-finger.ts'
import { type ProbeFinger, probeFinger } from '../../core/biometrics/probe-finger.ts'
import { type Bilingual, DomainError } from '../../core/errors.ts'

type Lack = 'FOLDER' | 'IMAGES' | 'SECOND_FINGER' | 'SECOND_IMPRESSION'

const lacks: Readonly<Record<Lack, Bilingual>> = {
  FOLDER: { vi: 'Không mở được thư mục này.', en: 'This folder cannot be opened.' },
  IMAGES: {
    vi: 'Thư mục không có ảnh nào tên dạng <ngón>_<lần>.png.',
    en: 'The folder has no image named <finger>_<impression>.png.',
  },
  SECOND_FINGER: {
    vi: 'Mọi ảnh đều của một ngón: cần ít nhất hai ngón, tên dạng <ngón>_<lần>.png.',
    en: 'All images are of one finger: two at least are needed, named <finger>_<impression>.png.',
  },
  SECOND_IMPRESSION: {
    vi: 'Mỗi ngón chỉ có một ảnh: cần ít nhất một ngón có hai lần, tên dạng <ngón>_<lần>.png.',
    en: 'There is one image of each finger: two of one finger at least are needed, named <finger>_<impression>.png.',
  },
}

export class NoPrintsToEvaluate extends DomainError<'NO_PRINTS_TO_EVALUATE'> {
  constructor(images: number, lack: Lack = 'IMAGES') {
    super('NO_PRINTS_TO_EVALUATE', lacks[lack], { images, lack })
  }
}

/** A file with the name of a print that is no image, or a damaged one. */
export class PrintUnreadable extends DomainError<'PRINT_UNREADABLE'> {
  constructor(place: number) {
    super(
      'PRINT_UNREADABLE',
      {
        vi: `Tệp ảnh thứ ${place} (theo thứ tự tên) không đọc được. Hãy bỏ hoặc thay tệp này.`,
        en: `Image file ${place} (in the order of names) cannot be read. Remove or replace it.`,
      },
      { place },
    )
  }
}

export interface Print {
  readonly finger: string
  readonly impression: string
  /** Empty when the image cannot be used: it is then like nobody, as at a desk. */
  readonly template: MinutiaeTemplate
  readonly measures: QualityMeasures | null
  readonly extractMs: number
}

const fileName = /^(?<finger>.+)_(?<impression>[^_]+)\.(?<format>[a-z]+)$/i
const nothing = {
  x: new Uint16Array(0),
  y: new Uint16Array(0),
  angle: new Uint8Array(0),
  type: new Uint8Array(0),
  quality: new Uint8Array(0),
}

export interface PrintsToRead {
  readonly dpi: number
  /** Endings of the files that are read, in small letters; PNG unless others are asked for. */
  readonly formats?: readonly string[]
  readonly progress?: (done: number, all: number) => void
}

/**
 * The prints of a folder in the order of their names, with the processor time that each took. Throws NoPrintsToEvaluate for
 * a folder that is not there, PrintUnreadable.
 */
export async function readPrints(
  folder: string,
  { dpi, formats = ['png'], progress }: PrintsToRead,
): Promise<Print[]> {
  const files = await readdir(folder).catch(() => {
    throw new NoPrintsToEvaluate(0, 'FOLDER')
  })
  const names = files
    .filter((name) => formats.includes(fileName.exec(name)?.groups?.['format']?.toLowerCase() ?? ''))
    .sort()
  const prints: Print[] = []
  for (const name of names) {
    const { finger = '', impression = '' } = fileName.exec(name)?.groups ?? {}
    const image = await readGrey(join(folder, name), dpi).catch(() => {
      throw new PrintUnreadable(prints.length + 1)
    })
    const began = process.threadCpuUsage()
    const read = ridgesOf(image)
    const extractMs = cpuMs(began)
    const template = read?.template ?? { width: image.width, height: image.height, ...nothing }
    prints.push({ finger, impression, template, measures: read && measureRidges(read), extractMs })
    progress?.(prints.length, names.length)
  }
  return prints
}

async function readGrey(path: string, dpi: number): Promise<FingerImage> {
  const { data, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, dpi, pixels: new Uint8Array(data) }
}

function ridgesOf(image: FingerImage): RidgesRead | null {
  try {
    return readRidges(image)
  } catch (reason) {
    if (reason instanceof FingerImageUnusable) return null
    throw reason
  }
}

/** Milliseconds of processor that this thread used since. */
function cpuMs(began: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(began)
  return (user + system) / 1000
}

/** Two prints, by their places in the list, and their score. */
export interface ComparedPair {
  readonly a: number
  readonly b: number
  readonly score: number
}

export interface ComparedPrints extends PairScores {
  readonly pairs: readonly ComparedPair[]
  /** Matches in a second of one core, at the effort that gave the scores. */
  readonly matchesPerSecond: number
}

const timedMs = 1000

/** Compares each print with all that follow it, as for a verdict. Throws NoPrintsToEvaluate. */
export function comparePrints(prints: readonly Print[]): ComparedPrints {
  const probes = prints.map(({ template }) => probeFinger(template))
  const packed = prints.map(({ template }) => packFinger(template))
  const pairs = prints.flatMap((_, a) =>
    packed.slice(a + 1).map((candidate, i) => {
      return { a, b: a + 1 + i, score: matchPacked(probes[a]!, candidate, 0, fullEffort) }
    }),
  )
  const scoresOf = (own: boolean) =>
    pairs.filter(({ a, b }) => (prints[a]!.finger === prints[b]!.finger) === own).map(({ score }) => score)
  const genuine = scoresOf(true)
  const impostor = scoresOf(false)
  if (prints.length === 0) throw new NoPrintsToEvaluate(0)
  if (impostor.length === 0) throw new NoPrintsToEvaluate(prints.length, 'SECOND_FINGER')
  if (genuine.length === 0) throw new NoPrintsToEvaluate(prints.length, 'SECOND_IMPRESSION')
  return { genuine, impostor, pairs, matchesPerSecond: matchRate(probes, packed) }
}

function matchRate(probes: readonly ProbeFinger[], packed: readonly Uint32Array[]): number {
  const began = process.threadCpuUsage()
  let matches = 0
  for (let a = 0; cpuMs(began) < timedMs; a = (a + 1) % probes.length) {
    for (const candidate of packed) matchPacked(probes[a]!, candidate, 0, fullEffort)
    matches += packed.length
  }
  return (1000 * matches) / cpuMs(began)
}
