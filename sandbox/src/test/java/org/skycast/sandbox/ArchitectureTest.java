package org.skycast.sandbox;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import org.skycast.avro.CameraFrame;
import org.skycast.avro.SensorReading;
import org.skycast.avro.SkyEmbedding;

/**
 * Dependencies run one way, between modules (schemas, nowcast ← records, inference ← edge-producer, streams-app ← trials, delivery ←
 * dashboard ← cli ← sandbox) and between the packages of each.
 */
@AnalyzeClasses(packages = "org.skycast", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule nowcastIsPure = classes()
            .that()
            .resideInAPackage("org.skycast.nowcast..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            "org.skycast.nowcast..",
                            "java.lang..",
                            "java.util..",
                            "java.time..",
                            "java.nio",
                            "java.nio.charset",
                            "org.jspecify..",
                            "net.e175.klaus.solarpositioning..")
                    // A digest is arithmetic; what else is in its package draws numbers and reads keys.
                    .or(belongToAnyOf(MessageDigest.class, NoSuchAlgorithmException.class)));

    @ArchTest
    static final ArchRule nowcastReadsNoClock = noClasses()
            .that()
            .resideInAPackage("org.skycast.nowcast..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class);

    @ArchTest
    static final ArchRule schemasKnowNobody = noClasses()
            .that()
            .resideInAnyPackage(
                    "org.skycast.schemas..", "org.skycast.topics..", "org.skycast.avro..", "org.skycast.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.skycast.nowcast..",
                    "org.skycast.records..",
                    "org.skycast.inference..",
                    "org.skycast.edge..",
                    "org.skycast.streams..",
                    "org.skycast.sandbox..");

    @ArchTest
    static final ArchRule recordsKnowTheBorderAlone = noClasses()
            .that()
            .resideInAPackage("org.skycast.records..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.skycast.inference..",
                    "org.skycast.edge..",
                    "org.skycast.streams..",
                    "org.skycast.trials..",
                    "org.skycast.sandbox..",
                    "org.apache.kafka..");

    /** A variable then has one way to the wire. */
    @ArchTest
    static final ArchRule recordsAloneMakeWhatStationsSend = noClasses()
            .that()
            .resideOutsideOfPackages("org.skycast.records..", "org.skycast.avro..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(SensorReading.Builder.class, CameraFrame.Builder.class, SkyEmbedding.Builder.class);

    @ArchTest
    static final ArchRule inferenceKnowsTheDomainAlone = noClasses()
            .that()
            .resideInAPackage("org.skycast.inference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.skycast.avro..",
                    "org.skycast.schemas..",
                    "org.skycast.topics..",
                    "org.skycast.records..",
                    "org.skycast.edge..",
                    "org.skycast.streams..",
                    "org.skycast.sandbox..",
                    "org.apache.kafka..");

    @ArchTest
    static final ArchRule edgeAndStreamsDoNotKnowEachOther = noClasses()
            .that()
            .resideInAPackage("org.skycast.edge..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.skycast.streams..", "org.skycast.trials..", "org.skycast.cli..", "org.skycast.sandbox..");

    @ArchTest
    static final ArchRule streamsKnowNeitherEdgeNorSandbox = noClasses()
            .that()
            .resideInAPackage("org.skycast.streams..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.skycast.edge..", "org.skycast.trials..", "org.skycast.cli..", "org.skycast.sandbox..");

    @ArchTest
    static final ArchRule deliveryKnowsHowLogsAreReadAlone = noClasses()
            .that()
            .resideInAPackage("org.skycast.delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.skycast.nowcast..",
                    "org.skycast.inference..",
                    "org.skycast.edge..",
                    "org.skycast.streams.runtime..",
                    "org.skycast.streams.stage..",
                    "org.skycast.streams.topology..",
                    "org.skycast.trials..",
                    "org.skycast.cli..",
                    "org.skycast.sandbox..");

    @ArchTest
    static final ArchRule dashboardReadsTheLogAlone = noClasses()
            .that()
            .resideInAPackage("org.skycast.dashboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.skycast.inference..",
                    "org.skycast.edge..",
                    "org.skycast.streams.runtime..",
                    "org.skycast.streams.stage..",
                    "org.skycast.streams.topology..",
                    "org.skycast.trials..",
                    "org.skycast.cli..",
                    "org.skycast.sandbox..");

    /** Whoever finds a way to make it write finds no producer. */
    @ArchTest
    static final ArchRule dashboardWritesToNoTopic = noClasses()
            .that()
            .resideInAPackage("org.skycast.dashboard..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.clients.producer..", "org.apache.kafka.clients.admin..");

    @ArchTest
    static final ArchRule trialsDoNotKnowTheCommandLine = noClasses()
            .that()
            .resideInAPackage("org.skycast.trials..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.skycast.cli..", "org.skycast.sandbox..");

    @ArchTest
    static final ArchRule commandLineDoesNotKnowTheSandbox = noClasses()
            .that()
            .resideInAPackage("org.skycast.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.skycast.sandbox..");

    @ArchTest
    static final ArchRule packagesAreReadFromTheTopDown =
            slices().matching("org.skycast.(**)").should().beFreeOfCycles();
}
