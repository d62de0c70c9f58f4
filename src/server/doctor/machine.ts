import { placeNamed, type Finding } from './finding.ts';

const place = placeNamed('machine');
/** Zones that every whole set knows; a Node built with a small one knows UTC alone. */
const usual = ['Europe/Paris', 'America/New_York', 'Asia/Kolkata'];

/** Node's version, and whether it knows time zones by name: freezes, recurring windows and days of reports are reckoned in them. */
export function examineMachine(): readonly Finding[] {
  const missing = usual.filter((zone) => !isKnown(zone));
  return [
    place.well(`Node ${process.versions.node}`),
    missing.length === 0
      ? place.well(`time zones are known by name (${process.versions['tz'] ?? 'no version told'})`)
      : place.mend(`this Node knows no time zone ${missing.join(', ')}`, 'use a Node built with full ICU data, as the official ones are'),
  ];
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
