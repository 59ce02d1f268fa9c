"""Messages about something missing, broken or refused: on the screen, at a session's end, and instead of a result.

Callers raise messages in English; ``translate`` returns them in the user's language. A message carries its text in
every language. Text that is cut out of a message, or joined to it, is plain text and stays English.
"""

from __future__ import annotations

from typing import Final

from livecoach.core.words.message import message

# What a session's screen shows
SOUND_OFF: Final = message("Sound is turned off", de="Ton ist aus")
NO_DEVICE: Final = message("No sound device: cues are shown only", de="Kein Tongerät: Hinweise nur im Bild")
DEVICE_LOST: Final = message(
    "The sound device is gone: cues are shown only", de="Das Tongerät ist weg: Hinweise nur im Bild"
)
CAMERA_LOST: Final = message("Camera lost. Reconnecting ...", de="Kamera weg. Verbinde neu ...")

# What to do so as to be seen
INTO_PICTURE: Final = message("Come into the picture", de="Komm ins Bild")
MORE_LIGHT: Final = message("Turn on more light", de="Mach mehr Licht")
WHOLE_BODY: Final = message("Show your whole upper body", de="Zeig den ganzen Oberkörper")
CLOSER: Final = message("Come closer", de="Komm näher")
DAMAGED_PICTURE: Final = message(
    "The picture is damaged: judging waits", de="Das Bild ist beschädigt: Die Beurteilung wartet"
)
PLAINER: Final = message(
    "Seen upside down: choose a plainer background", de="Falsch herum gesehen: Such einen ruhigeren Hintergrund"
)
HOLD_STILL: Final = message("Hold still a moment", de="Halt einen Moment still")
NO_HEAD: Final = message("Step back: head not in view", de="Geh zurück: Kopf nicht im Bild")
NO_HIPS: Final = message("Step back: hips not in view", de="Geh zurück: Hüfte nicht im Bild")

# Why a fault is not judged, or not for sure
VIEW_UNKNOWN: Final = message("the view is not known yet", de="die Ansicht ist noch nicht bekannt")
CLEAR_SHRUGS: Final = message(
    "from here only clear shrugs show", de="von hier zeigen sich nur deutlich hochgezogene Schultern"
)
NO_ARCH: Final = message(
    "an arch cannot be seen from the front or the back: turn a little to the side",
    de="ein Hohlkreuz ist von vorn und hinten nicht zu sehen: Dreh dich etwas zur Seite",
)
HEAD_UNSURE: Final = message(
    "a forward head is told for sure only from three-quarter front and the side",
    de="ein vorgeschobener Kopf ist nur schräg von vorn und von der Seite sicher zu sehen",
)
CLEAR_HEAD: Final = message(
    "only a head clearly forward shows so far", de="bisher zeigt sich nur ein deutlich vorgeschobener Kopf"
)
NO_FORWARD_HEAD: Final = message(
    "a forward head shows only from three-quarter front and the side",
    de="ein vorgeschobener Kopf zeigt sich nur schräg von vorn und von der Seite",
)
NO_STILL_START: Final = message(
    "nobody stood still at the start: only clear faults count",
    de="niemand stand zu Beginn still: Nur deutliche Fehler zählen",
)
NOBODY_SEEN: Final = message("nobody was seen well enough", de="niemand war gut genug zu sehen")
SWITCHED_OFF: Final = message("switched off in the profile", de="im Profil abgeschaltet")

# Recordings and other files that cannot be written
RECORDING_LIMIT: Final = message(
    "Recording stopped at {:.0f} MB, the most it may take (recording.max_mb).",
    de="Aufnahme bei {:.0f} MB beendet, mehr darf sie nicht belegen (recording.max_mb).",
)
RECORDING_ROOM: Final = message(
    "Recording stopped: only {:.0f} MB are free on its disk; the session goes on.",
    de="Aufnahme beendet: nur noch {:.0f} MB sind auf ihrem Datenträger frei; die Sitzung geht weiter.",
)
CLIP_UNWRITABLE: Final = message("{} cannot be written: {}.", de="{} lässt sich nicht schreiben: {}.")
CLIP_BROKE_OFF: Final = message("{} cannot be written on: {}.", de="{} lässt sich nicht weiterschreiben: {}.")
CLIP_KEPT: Final = message(
    "{} cannot be written on: {}; what was recorded until then is in {}.",
    de="{} lässt sich nicht weiterschreiben: {}; was bis dahin aufgenommen war, ist in {}.",
)
NO_CHAPTERS: Final = message(
    "{} holds everything, but without chapters: it could not be put in order, {}.",
    de="{} enthält alles, aber ohne Kapitel: es ließ sich nicht ordnen, {}.",
)
DISK_FULL: Final = message(
    "the disk is full, make room or choose another one",
    de="der Datenträger ist voll, schaff Platz oder nimm einen anderen",
)
ELSEWHERE: Final = message("{}, choose another place", de="{}, nimm einen anderen Ort")
LOG_ENDS: Final = message("The session log {} ends at {:.1f} s: {}.", de="Das Protokoll {} endet bei {:.1f} s: {}.")
UNWRITABLE: Final = message("Cannot write {}: {}.", de="{} lässt sich nicht schreiben: {}.")
NO_FOLDER: Final = message("Cannot make the folder {}: {}.", de="Der Ordner {} lässt sich nicht anlegen: {}.")
INTO_FOLDER: Final = message(
    "Cannot write into the folder {}: {}; choose another --out.",
    de="In den Ordner {} lässt sich nicht schreiben: {}; wähl ein anderes --out.",
)
NO_HOME: Final = message(
    "There is no home directory for what livecoach keeps: set HOME to a folder that can be written.",
    de="Es gibt kein Benutzerverzeichnis für das, was livecoach aufbewahrt: Setz HOME auf einen beschreibbaren Ordner.",
)
FOLDER_TAKEN: Final = message(
    "Another session writes into the folder {}: choose another --out.",
    de="Eine andere Sitzung schreibt in den Ordner {}: Wähl ein anderes --out.",
)
FOLDER_ELSEWHERE: Final = message(
    "Cannot make the folder {} ({}): choose another {}.",
    de="Der Ordner {} lässt sich nicht anlegen ({}): Wähl ein anderes {}.",
)
DIARY_UNWRITABLE: Final = message(
    "Cannot write the diary {}: {}; mend that, or give --diary FILE.",
    de="Das Tagebuch {} lässt sich nicht schreiben: {}; behebe das, oder gib --diary DATEI.",
)
DIARY_UNREADABLE: Final = message(
    "Cannot read the diary {}: {}; mend that, or give --diary FILE.",
    de="Das Tagebuch {} lässt sich nicht lesen: {}; behebe das, oder gib --diary DATEI.",
)
KEPT_UNUSABLE: Final = message(
    "The kept calibration {} cannot be used ({}): it will be made anew; delete it to be rid of this note.",
    de="Die aufbewahrte Kalibrierung {} ist nicht zu brauchen ({}): Sie wird neu gemacht; lösch sie, um diese Meldung "
    "loszuwerden.",
)
KEPT_DAMAGED: Final = message("it is damaged", de="sie ist beschädigt")
KEPT_OTHER_FORMAT: Final = message(
    "another version of livecoach made it", de="eine andere Version von livecoach hat sie gemacht"
)
PROFILE_UNREADABLE: Final = message("Cannot read {} to change it: {}.", de="{} lässt sich zum Ändern nicht lesen: {}.")
PROFILE_NOT_TEXT: Final = message(
    "The profile {} is not UTF-8 text: save under another name.",
    de="Das Profil {} ist kein UTF-8-Text: Sichere unter einem anderen Namen.",
)
for _reason, _german in {
    "No space left on device": "kein Platz mehr auf dem Datenträger",
    "Permission denied": "keine Berechtigung",
    "Read-only file system": "Dateisystem nur lesbar",
    "Input/output error": "Ein- oder Ausgabefehler",
    "Is a directory": "ist ein Ordner",
    "Not a directory": "ist kein Ordner",
}.items():
    message(_reason, de=_german)  # as the system gives it, and as it stands amid a sentence
    message(f"{_reason[:1].lower()}{_reason[1:]}", de=_german)

# What cannot be seen, or is not there
NO_PICTURE: Final = message(
    "Camera {} gives no picture; plug it in, close other programs that use it, allow camera access in the system's "
    "privacy settings, or choose another with --source (livecoach doctor lists them).",
    de="Kamera {} gibt kein Bild; steck sie an, schließ andere Programme, die sie benutzen, erlaub den Zugriff in den "
    "Datenschutz-Einstellungen oder wähl eine andere mit --source (livecoach doctor zählt sie auf).",
)
NO_STREAM: Final = message(
    "No picture comes from {}; check that the address opens in a browser or player, that the camera app is running, "
    "and that both devices are on the same network.",
    de="Von {} kommt kein Bild; prüf, ob sich die Adresse im Browser oder Player öffnet, ob die Kamera-App läuft und "
    "ob beide Geräte im selben Netz sind.",
)
NOT_CHOSEN: Final = message(
    "No camera was chosen: press its number next time, or name it with --source.",
    de="Keine Kamera gewählt: Drück nächstes Mal ihre Nummer, oder nenn sie mit --source.",
)
CUT_OFF: Final = message(
    "{} is cut off; all that is left of it was read.",
    de="{} ist abgeschnitten; alles, was davon da ist, wurde gelesen.",
)
GAP_SHORTENED: Final = message(
    "{} has gaps of more than a minute between two pictures: {:.0f} s were left out.",
    de="{} hat Lücken von mehr als einer Minute zwischen zwei Bildern: {:.0f} s wurden ausgelassen.",
)
NO_TIMES: Final = message(
    "{} does not say when each picture was taken: {:.0f} a second were assumed.",
    de="{} sagt nicht, wann welches Bild aufgenommen ist: Angenommen sind {:.0f} pro Sekunde.",
)
NOBODY_IN_CLIP: Final = message(
    "Nobody was seen well enough in {}: film the whole upper body, in good light.",
    de="Niemand war in {} gut genug zu sehen: Film den ganzen Oberkörper, in gutem Licht.",
)
NO_HIGHLIGHTS: Final = message(
    "{} shows no fault and no clean rep: there is nothing to put into highlights.",
    de="{} zeigt keinen Fehler und keinen sauberen Zug: Es gibt nichts für Ausschnitte.",
)
STOPPED: Final = message(
    "stopped; what was done until then is written.", de="beendet; was bis dahin getan war, ist geschrieben."
)
STILL_WRITING: Final = message(
    "still writing the files; once more gives them up.",
    de="schreibt noch die Dateien; noch einmal gibt sie auf.",
)
NOT_SAVED: Final = message("The last changes are not saved.", de="Die letzten Änderungen sind nicht gesichert.")

# Photos and measurements
PHOTO_UNCLEAR: Final = message(
    "{} shows no person clearly enough: take it with more light, the whole body in it.",
    de="{} zeigt niemanden deutlich genug: Mach es mit mehr Licht, der ganze Körper im Bild.",
)
PHOTO_ON_SIDE: Final = message(
    "{} lies on its side: turn it upright and save it.", de="{} liegt auf der Seite: Dreh es aufrecht und sichere es."
)
PHOTO_EMPTY: Final = message(
    "{} shows no person: take one with the whole body in it, before a plain background.",
    de="{} zeigt niemanden: Mach eins mit dem ganzen Körper, vor ruhigem Hintergrund.",
)
PHOTO_OF_TWO: Final = message(
    "{} shows two people: take or cut one with one person alone.",
    de="{} zeigt zwei Menschen: Mach oder schneid eins mit einem allein.",
)
PHOTO_FRONT: Final = message(
    "The photo {} shows the person from the front: take it from the side or the back.",
    de="Das Foto {} zeigt den Menschen von vorn: Mach es von der Seite oder von hinten.",
)
VIEWS_DIFFER: Final = message(
    "{} shows the {} and {} the {}: compare two photos from one view.",
    de="{} zeigt: {}, {} zeigt: {}; vergleich zwei Fotos aus einer Richtung.",
)
PHOTO_LYING: Final = message(
    "{} shows nobody upright: turn it if it lies on its side, and stand for it.",
    de="{} zeigt niemanden aufrecht: Dreh es, falls es auf der Seite liegt, und steh dafür.",
)
NO_PHOTO_SIDE: Final = message(
    "No photo was taken: nobody stood still from the side, head to feet in view.",
    de="Kein Foto gemacht: Niemand stand von der Seite still, Kopf bis Fuß im Bild.",
)
NO_PHOTO_BACK: Final = message(
    "No photo was taken: nobody stood still from the back, head to feet in view.",
    de="Kein Foto gemacht: Niemand stand von hinten still, Kopf bis Fuß im Bild.",
)
NO_TAKE_SIDE: Final = message(
    "No take shows you from the side: turn further, and try again.",
    de="Keine Aufnahme zeigt dich von der Seite: Dreh dich weiter und versuch es noch einmal.",
)
NO_TAKE_BACK: Final = message(
    "No take shows you from the back: turn further, and try again.",
    de="Keine Aufnahme zeigt dich von hinten: Dreh dich weiter und versuch es noch einmal.",
)
POINTS_STOPPED: Final = message(
    "Stopped while the points were looked at: nothing was written.",
    de="Beendet, während die Punkte zu sehen waren: Nichts ist geschrieben.",
)
NOTHING_TO_KEEP: Final = message("Nothing to keep from {}: {}", de="Nichts aufzubewahren aus {}: {}")
NOBODY_MOVED: Final = message(
    "nobody was seen pulling or turning the head; stand still for three seconds first, the hips in view.",
    de="Niemand war beim Ziehen oder Kopfdrehen zu sehen; steh zuerst drei Sekunden still, die Hüfte im Bild.",
)
TRIES: Final = message(
    "{} of 3 pulls, {} of 3 turns left, {} right",
    de="{} von 3 Zügen, {} von 3 Drehungen nach links, {} nach rechts",
)
TRIES_UNSEEN: Final = message(
    "{}, but not from where they can be measured: pull half sideways, turn the head facing the camera.",
    de="{}, aber von dort nicht zu messen: Zieh halb seitlich, dreh den Kopf mit Blick zur Kamera.",
)
TRIES_UNCLEAN: Final = message(
    "{}, none without a fault: pull with the shoulders low, turn the head with still shoulders.",
    de="{}, keiner ohne Fehler: Zieh mit tiefen Schultern, dreh den Kopf mit stillen Schultern.",
)
TRIES_FEW: Final = message(
    "{} were seen: make three pulls after a slow first one, then three turns to each side.",
    de="{} waren zu sehen: Zieh nach einem langsamen ersten dreimal, dann dreh dreimal zu jeder Seite.",
)
