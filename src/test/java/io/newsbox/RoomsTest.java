package io.newsbox;

import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The boundaries of the rooms.
 */
@AnalyzeClasses(packages = "io.newsbox", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

	@ArchTest
	static final ArchRule roomsDoNotKnowEachOtherButForFallbackThatAsksIntake = slices().matching("io.newsbox.(*)..")
		.should()
		.notDependOnEachOther()
		.ignoreDependency(resideInAPackage("io.newsbox.fallback"), resideInAPackage("io.newsbox.intake"));

	@ArchTest
	static final ArchRule roomsDoNotKnowTheWiring = noClasses().that()
		.resideInAPackage("io.newsbox.*..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.newsbox");

	@ArchTest
	static final ArchRule timeComesFromTheInjectedClock = noClasses().should()
		.callMethod(java.time.Instant.class, "now")
		.orShould()
		.callMethod(System.class, "currentTimeMillis");

	/**
	 * The first looks again at something that tells nobody; a rehearsal lets the JVM
	 * settle.
	 */
	@ArchTest
	static final ArchRule nobodyElseSleeps = noClasses().that()
		.doNotHaveFullyQualifiedName("io.newsbox.routes.InFlight")
		.and()
		.doNotHaveFullyQualifiedName("io.newsbox.Rehearsal")
		.should()
		.callMethod(Thread.class, "sleep", long.class)
		.orShould()
		.callMethod(TimeUnit.class, "sleep", long.class);

}
