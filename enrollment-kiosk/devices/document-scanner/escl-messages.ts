/*
 * eSCL (Mopria Alliance, eSCL Technical Specification 2.97): XML over HTTP. Elements are known by their local names: scanners use different prefixes.
 */

export interface ScannerCapabilities {
  readonly model: string
  readonly serial: string | null
  /** Where paper may come from. */
  readonly sources: readonly ScanSource[]
  /** Dots to the inch. */
  readonly resolutions: readonly number[]
}

export type ScanSource = 'Feeder' | 'Platen'

export interface ScannerStatus {
  /** Idle, Processing, Testing, Stopped, Down. */
  readonly state: string
  /** ScannerAdfLoaded, ScannerAdfEmpty, ScannerAdfJam … ; null where there is no feeder. */
  readonly feeder: string | null
}

export interface ScanOrder {
  readonly source: ScanSource
  readonly dpi: number
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (text: string) =>
  text.replaceAll(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole).trim()

/** The texts of all elements of a local name, in their order; elements that hold others are not meant. */
function textsOf(xml: string, name: string): readonly string[] {
  const element = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^<>]*)?>([^<>]*)</(?:[\\w.-]+:)?${name}\\s*>`, 'g')
  return [...xml.matchAll(element)].map(([, text = '']) => plain(text))
}

const has = (xml: string, name: string) => new RegExp(`<(?:[\\w.-]+:)?${name}[\\s/>]`).test(xml)

/** Null where the text is not what a scanner says of itself. */
export function readCapabilities(xml: string): ScannerCapabilities | null {
  if (!has(xml, 'ScannerCapabilities')) return null
  const sources: ScanSource[] = []
  if (has(xml, 'Adf')) sources.push('Feeder')
  if (has(xml, 'Platen')) sources.push('Platen')
  const resolutions = textsOf(xml, 'XResolution').map(Number).filter(Number.isInteger)
  return {
    model: textsOf(xml, 'MakeAndModel')[0] ?? 'eSCL',
    serial: textsOf(xml, 'SerialNumber')[0] ?? null,
    sources,
    resolutions: [...new Set(resolutions)].toSorted((a, b) => a - b),
  }
}

/** Null where the text is not a scanner's status. */
export function readStatus(xml: string): ScannerStatus | null {
  const [state] = textsOf(xml, 'State')
  if (!has(xml, 'ScannerStatus') || state === undefined) return null
  return { state, feeder: textsOf(xml, 'AdfState')[0] ?? null }
}

/** Three hundredths of an inch; A4. */
const a4 = { width: 2480, height: 3508 } as const

/** What a job is begun with: one side of A4 in grey, as JPEG. */
export function scanSettings({ source, dpi }: ScanOrder): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scan:ScanSettings xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03" xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm">
  <pwg:Version>2.6</pwg:Version>
  <scan:Intent>Document</scan:Intent>
  <pwg:ScanRegions>
    <pwg:ScanRegion>
      <pwg:ContentRegionUnits>escl:ThreeHundredthsOfInches</pwg:ContentRegionUnits>
      <pwg:XOffset>0</pwg:XOffset>
      <pwg:YOffset>0</pwg:YOffset>
      <pwg:Width>${a4.width}</pwg:Width>
      <pwg:Height>${a4.height}</pwg:Height>
    </pwg:ScanRegion>
  </pwg:ScanRegions>
  <pwg:InputSource>${source}</pwg:InputSource>
  <scan:ColorMode>Grayscale8</scan:ColorMode>
  <scan:XResolution>${dpi}</scan:XResolution>
  <scan:YResolution>${dpi}</scan:YResolution>
  <pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>
  <scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>
  <scan:Duplex>false</scan:Duplex>
</scan:ScanSettings>
`
}
